import { expect, test } from 'vitest'
import type { Session } from '../../contract/session.ts'
import { logEventOf } from '../../server/cli/events.ts'

const place = { seq: 7, at: '2026-03-04T05:06:07.089Z' }

const session = (outcome: Session['outcome']): Session => ({
  id: 's1',
  seq: 7,
  listener: 'submission',
  openedAt: place.at,
  closedAt: place.at,
  duration: 3,
  remote: { address: '127.0.0.1', port: 50_000 },
  helo: 'app',
  tls: null,
  auth: null,
  outcome,
  reason: outcome === 'delivered' ? null : { code: 530, enhanced: '5.7.0', text: 'No login.', hint: 'Log in.' },
  ended: 'quit',
  messages: [],
  recipients: { accepted: 0, refused: 0 },
  bytesIn: 0,
  bytesOut: 0,
  lints: [],
  faults: [],
})

test.each([
  ['nothing', 'a session delivered nothing'],
  ['partial', 'a session did not deliver everything'],
] as const)('a session that delivered %s is a warning with its reason', (outcome, message) => {
  expect(logEventOf({ type: 'session.closed', ...place, session: session(outcome) })).toEqual({
    level: 'warn',
    message,
    fields: {
      code: 530,
      reason: 'No login.',
      hint: 'Log in.',
      listener: 'submission',
      client: '127.0.0.1',
      helo: 'app',
      id: 's1',
    },
  })
})

test.each(['delivered', 'probe'] as const)('a session with outcome %s needs no line', (outcome) => {
  expect(logEventOf({ type: 'session.closed', ...place, session: session(outcome) })).toBeNull()
})
