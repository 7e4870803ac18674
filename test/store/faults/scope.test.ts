/** Whose mail a rule is about, by what is known at its stage, and which rules could never strike. */
import { expect, test } from 'vitest'
import type { Criteria } from '../../../contract/criteria.ts'
import type { FaultSpec, FaultStage } from '../../../contract/fault.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import { ANN, atHand, deliveryOf } from './striking.ts'

const AT: Partial<FaultPlace> = { from: 'shop@x.test', to: ['ann@x.test', 'bob@x.test'], user: 'app' }
const NOTHING: Partial<FaultPlace> = { from: null, to: [], user: null }

const ruleAt = (stage: FaultStage, scope: FaultSpec['scope']): FaultSpec =>
  stage === 'tls' || stage === 'payload'
    ? { stage, ...(scope && { scope }), action: { type: 'stall' }, times: null }
    : { stage, ...(scope && { scope }), reply: { code: 451 }, times: null }

test.each<[FaultStage, Criteria, Partial<FaultPlace>, boolean]>([
  ['connect', { address: '127.0.0.*' }, NOTHING, true],
  ['connect', { address: '10.*' }, NOTHING, false],
  ['connect', { listener: 'smtp' }, NOTHING, true],
  ['ehlo', { tls: false }, NOTHING, true],
  ['auth', { user: 'APP' }, { ...NOTHING, user: 'app' }, true],
  ['auth', { user: 'app' }, { ...NOTHING, user: 'other' }, false],
  ['mail', { mailFrom: 'shop@x.test' }, { ...AT, to: [] }, true],
  ['mail', { from: 'shop@x.test' }, { ...AT, to: [] }, true],
  ['mail', { mailFrom: false }, { ...NOTHING, from: '' }, true],
  ['mail', { mailFrom: false }, { ...AT, to: [] }, false],
  ['mail', { user: 'app' }, { ...AT, to: [] }, true],
  ['mail', { user: false }, { ...AT, to: [], user: null }, true],
  ['rcpt', { rcpt: 'ann@x.test' }, { ...AT, to: ['ANN@X.TEST'] }, true],
  ['rcpt', { rcpt: 'ann@x.test' }, { ...AT, to: ['bob@x.test'] }, false],
  ['rcpt', { rcpt: '*@x.test' }, { ...AT, to: ['bob@x.test'] }, true],
  ['rcpt', { rcpt: '*@x.test' }, { ...AT, to: ['bob@sub.x.test'] }, false],
  ['rcpt', { rcpt: { matches: '^a' } }, { ...AT, to: ['ann@x.test'] }, true],
  ['rcpt', { not: { rcpt: 'ann@x.test' } }, { ...AT, to: ['bob@x.test'] }, true],
  ['rcpt', { any: [{ rcpt: 'ann@x.test' }, { subject: 'x' }] }, { ...AT, to: ['ann@x.test'] }, true],
  ['rcpt', { any: [{ rcpt: 'ann@x.test' }, { subject: 'x' }] }, { ...AT, to: ['bob@x.test'] }, false],
  ['data', { rcpt: 'bob@x.test' }, AT, true],
  ['payload', { to: 'bob@x.test', mailFrom: 'shop@x.test' }, AT, true],
  ['payload', { to: 'bob@x.test', mailFrom: 'news@x.test' }, AT, false],
  ['quit', { rcpt: 'ann@x.test' }, AT, true],
  ['quit', { rcpt: 'ann@x.test' }, NOTHING, false],
])('at %s %j of %j: %s', async (stage, scope, place, struck) => {
  const { add, ask } = atHand()
  await add(ruleAt(stage, scope))
  expect(ask({ stage, ...place }) !== null).toBe(struck)
})

test('what the client calls itself counts from the answer to EHLO on', async () => {
  const { fed, add, ask } = atHand()
  await add(ruleAt('mail', { helo: 'app' }))
  const session = fed.open()
  expect(ask({ stage: 'mail' }, session)).toBeNull()
  session.hello('app')
  expect(ask({ stage: 'mail' }, session)).not.toBeNull()
})

test.each<[Criteria, boolean]>([
  [{ subject: 'invoice' }, true],
  [{ subject: 'offer' }, false],
  [{ size: { above: 5 } }, true],
  [{ size: { above: 500 } }, false],
  [{ rcpt: 'ann@x.test', subject: 'invoice' }, true],
])('at the end of a mail, %j: %s', async (scope, struck) => {
  const { fed, add, ask } = atHand()
  await add(ruleAt('end', scope))
  const session = fed.open()
  // The reader of these tests takes the first line for the subject.
  const delivery = () => deliveryOf('Your invoice\r\n\r\nHello', session)
  expect(ask({ ...AT, stage: 'end', delivery }, session) !== null).toBe(struck)
})

const MAIL = 'recipients come after MAIL. Use the stage "rcpt", or scope it by mailFrom, user or address.'

test.each<[FaultStage, Criteria, string]>([
  [
    'mail',
    { rcpt: 'a@x.test' },
    `At the stage "mail" it is not known yet what "rcpt" is, so this one could never strike: ${MAIL}`,
  ],
  [
    'mail',
    { all: [{ to: 'a@x.test' }] },
    `At the stage "mail" it is not known yet what "to" is, so this one could never strike: ${MAIL}`,
  ],
  [
    'mail',
    { any: [{ rcpt: 'a@x.test' }, { subject: 'x' }] },
    `At the stage "mail" it is not known yet what "rcpt" is, so this one could never strike: ${MAIL}`,
  ],
  [
    'auth',
    { mailFrom: 'a@x.test' },
    'At the stage "auth" it is not known yet what "mailFrom" is, so this one could never strike: the sender comes with MAIL. Use the stage "mail", or scope it by user or address.',
  ],
  [
    'connect',
    { user: 'app' },
    'At the stage "connect" it is not known yet what "user" is, so this one could never strike: the login comes with AUTH. Use the stage "auth", or scope it by address or listener.',
  ],
  [
    'ehlo',
    { helo: 'app' },
    'At the stage "ehlo" it is not known yet what "helo" is, so this one could never strike: the client gives its name with EHLO, and it holds once that was answered. Use the stage "mail", or scope it by address, listener or tls.',
  ],
  [
    'rcpt',
    { header: { 'X-Run': '7' } },
    'At the stage "rcpt" it is not known yet what "header" is, so this one could never strike: the header is known once the mail is there. Use the stage "end", or scope it by rcpt, mailFrom or user.',
  ],
  [
    'end',
    { body: 'x' },
    'A rule can never go by "body", so this one could never strike: the body is read after the mail was accepted. Scope it by rcpt, mailFrom, user or a header field.',
  ],
  [
    'starttls',
    { listener: 'submissions' },
    'This rule could never strike: on the listener "submissions" everything goes over TLS, and STARTTLS is not offered. Use the stage "tls", or another listener.',
  ],
  [
    'end',
    { listener: 'import' },
    'This rule could never strike: a mail that is imported comes over HTTP, and no SMTP session with it. Scope it by another listener.',
  ],
])('at %s %j is refused: %s', async (stage, scope, sentence) => {
  const { add } = atHand()
  await expect(add(ruleAt(stage, scope))).rejects.toThrow(sentence)
})

test('a rule that might strike is taken: one branch may do, and a negation is never sure', async () => {
  const { add } = atHand()
  await expect(add(ruleAt('mail', { any: [{ rcpt: 'a@x.test' }, { user: 'app' }] }))).resolves.toBeDefined()
  await expect(add(ruleAt('mail', { not: { rcpt: 'a@x.test' } }))).resolves.toBeDefined()
})

test('an inbox with a domain of its own is known by its recipients', async () => {
  const { fed, add, ask } = atHand()
  const inbox = await fed.store.createInbox({})
  await add(ruleAt('rcpt', { inbox: inbox.id }))
  expect(ask({ to: [`ann@${inbox.domain}`] })).not.toBeNull()
  expect(ask({ to: ['ann@x.test'] })).toBeNull()
})

test('an inbox that goes by the login is known from AUTH on', async () => {
  const { fed, add, ask } = atHand()
  const inbox = await fed.store.createInbox({ isolate: 'auth' })
  await add(ruleAt('auth', { inbox: inbox.id }))
  expect(ask({ ...NOTHING, stage: 'auth', user: inbox.user })).not.toBeNull()
  expect(ask({ ...NOTHING, stage: 'auth', user: 'other' })).toBeNull()
})

test.each([
  [
    'domain',
    { stage: 'mail', reply: { code: 451 } },
    'At the stage "mail" it is not known yet whose mail it is, so this one could never strike: mail of the inbox ID is told by its recipients, and they come after MAIL. Use the stage "rcpt", or scope it by mailFrom, user or address.',
  ],
  [
    'auth',
    { preset: 'blocked-port' },
    'At the stage "connect" (that of the preset "blocked-port") it is not known yet whose mail it is, so this one could never strike: mail of the inbox ID is told by the login, which comes with AUTH. Use the stage "auth", or scope it by address or listener.',
  ],
  [
    'header',
    { preset: 'mailbox-full' },
    'At the stage "rcpt" (that of the preset "mailbox-full") it is not known yet whose mail it is, so this one could never strike: mail of the inbox ID is told by its header field X-Mailsink-Inbox, and that is known once the mail is there. Use the stage "end", or scope it by rcpt, mailFrom or user.',
  ],
] as const)('an inbox of the kind %s with %j is refused: %s', async (isolate, rule, sentence) => {
  const { fed, add } = atHand()
  const { id } = await fed.store.createInbox({ isolate })
  await expect(add({ scope: { inbox: id }, ...rule })).rejects.toThrow(sentence.replace('ID', id))
})

test('an inbox that is not there, and one that is meant by a pattern, are refused', async () => {
  const { add } = atHand()
  await expect(add({ ...ANN, scope: { inbox: 't-gone' } })).rejects.toThrow(
    'There is no inbox "t-gone". It was closed, has expired, or never was; open one first, and name it by its id.',
  )
  await expect(add({ ...ANN, scope: { any: [{ inbox: 't-*' }] } })).rejects.toThrow(
    '"scope.inbox" is "t-*", but has to be the id of one inbox that is open, such as "t-welcome-7k3m9x2p4q".',
  )
})

test('closing an inbox removes the rules that name it, and no others', async () => {
  const { fed, add } = atHand()
  const [mine, other] = [await fed.store.createInbox({}), await fed.store.createInbox({})]
  await add({ ...ANN, scope: { inbox: mine.id } })
  await add({ ...ANN, scope: { any: [{ inbox: mine.id }, { rcpt: 'bob@x.test' }] } })
  const { id } = await add({ ...ANN, scope: { inbox: other.id } })
  const events = await fed.listen()
  await fed.store.deleteInbox(mine.id, 'delete', null)
  expect((await fed.store.faults()).map((fault) => fault.id)).toEqual([id])
  expect(events).toMatchObject([{ type: 'fault.removed', ids: ['f_1', 'f_2'], why: 'inbox_closed' }])
})
