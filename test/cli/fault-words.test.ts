/** What is printed of rules: at the start, and in the log. */
import { expect, test } from 'vitest'
import type { FaultSpec } from '../../contract/fault.ts'
import type { LogEvent } from '../../contract/log.ts'
import { banner, bannerEvents } from '../../server/cli/banner.ts'
import { keepJournal } from '../../server/cli/journal.ts'
import { rcptBy } from '../http/support/strike.ts'
import { fedStore } from '../store/feeding.ts'

const NOTHING = { listeners: [], http: undefined, tlsFingerprint: null }

test.each<[FaultSpec, string]>([
  [{ scope: { all: true }, preset: 'greylisting' }, 'f_1 greylisting: 451 at rcpt, for everybody'],
  [{ scope: { rcpt: 'ann@x.test' }, stage: 'rcpt', reply: { code: 450 } }, 'f_1 450 at rcpt, for rcpt=ann@x.test'],
  [
    {
      scope: { mailFrom: false, listener: 'smtp' },
      stage: 'mail',
      action: { type: 'delay', delay: 5 },
      reply: { code: 421 },
      name: 'busy',
    },
    'f_1 busy: delay, then 421 at mail, for mailFrom=false listener=smtp',
  ],
  [
    { scope: { any: [{ to: 'a@x.test' }] }, stage: 'end', store: true, action: { type: 'drop' }, name: 'amnesia' },
    'f_1 amnesia: drop at end after keeping the mail, for any=[{"to":"a@x.test"}]',
  ],
])('%j is told at the start as "%s"', async (spec, line) => {
  const { store } = fedStore()
  await store.createFault(spec)
  const faults = await store.faults()
  expect(banner(NOTHING, faults, '1.2.3')).toEqual(['mailsink 1.2.3', `  fault  ${line}`])
  expect(bannerEvents(NOTHING, faults, '1.2.3')).toContainEqual({
    level: 'info',
    message: `fault ${line}`,
    fields: { fault: 'f_1' },
  })
})

test('what becomes of a rule is a line each in the log', async () => {
  const { store, intake } = fedStore()
  const said: LogEvent[] = []
  await keepJournal(
    store,
    (event) => said.push(event),
    () => {},
  )
  await store.createFault({ scope: { all: true }, preset: 'greylisting' })
  const { session } = rcptBy(intake)
  await store.createFault({ scope: { all: true }, preset: 'too-big' })
  await store.deleteFaults('all')
  expect(said.filter(({ message }) => message !== 'fault f_2 too-big: 552 at end, for everybody')).toEqual([
    { level: 'info', message: 'fault f_1 greylisting: 451 at rcpt, for everybody', fields: { fault: 'f_1' } },
    {
      level: 'info',
      message: 'fault f_1 greylisting struck',
      fields: { does: '451 at rcpt', count: 1, mail: null, session: session.id, fault: 'f_1' },
    },
    { level: 'info', message: 'faults deleted', fields: { fault: 'f_1, f_2' } },
  ])
})
