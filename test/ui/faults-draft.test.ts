import { expect, test } from 'vitest'
import type { Entry, Session } from '../../contract/session.ts'
import { DEEDS as POSSIBLE } from '../../server/store/faults/stages.ts'
import { DEEDS, EMPTY, fitted, specOf, STAGES, type Draft } from '../../ui/state/fault/draft.ts'
import { fromSession } from '../../ui/state/fault/from-session.ts'
import { entry, session } from './samples.ts'

const asked = (own: Partial<Draft>) => specOf({ ...EMPTY, scope: 'all', ...own })
const everybody = { scope: { all: true } }

test('what is left empty is left off, so that the defaults of the server hold', () => {
  expect(specOf({ ...EMPTY, value: ' ann@example.test ' })).toEqual({
    stage: 'rcpt',
    reply: { code: 451 },
    scope: { rcpt: 'ann@example.test' },
  })
  expect(asked({ times: '3', ttl: '5m', name: 'Mine', enhanced: '4.7.1', text: 'No' })).toEqual({
    stage: 'rcpt',
    reply: { code: 451, enhanced: '4.7.1', text: 'No' },
    ...everybody,
    times: 3,
    ttl: '5m',
    name: 'Mine',
  })
})

test('what is no number is asked for as it was typed, so that the server can say so', () => {
  expect(asked({ code: 'abc', times: ' ' })).toMatchObject({ reply: { code: 'abc' }, times: ' ' })
  expect(asked({ times: '1e999' })).toMatchObject({ times: '1e999' })
})

test('of a ready-made rule only its name is asked for', () => {
  expect(asked({ preset: 'greylisting', always: true, times: '3' })).toEqual({
    preset: 'greylisting',
    ...everybody,
    times: null,
  })
})

test.each<[Partial<Draft>, object]>([
  [
    { stage: 'end', deed: 'drop', how: 'rst', store: true },
    { action: { type: 'drop', how: 'rst' }, store: true },
  ],
  [{ stage: 'rcpt', deed: 'drop', after: '9', store: true }, { action: { type: 'drop', how: 'fin' } }],
  [{ stage: 'payload', deed: 'drop', after: '900' }, { action: { type: 'drop', how: 'fin', after: 900 } }],
  [{ deed: 'stall' }, { action: { type: 'stall' } }],
  [{ deed: 'delay', delay: '500ms' }, { action: { type: 'delay', delay: '500ms' } }],
  [{ deed: 'trickle' }, { action: { type: 'trickle', bytesPerSecond: 40, direction: 'server' } }],
  [{ stage: 'payload', deed: 'trickle' }, { action: { type: 'trickle', bytesPerSecond: 40 } }],
  [{ deed: 'garble', how: 'rst' }, { action: { type: 'garble', how: 'nonsense' } }],
  [{ stage: 'tls', deed: 'tls', how: 'expired' }, { action: { type: 'tls', how: 'expired' } }],
  [
    { stage: 'ehlo', deed: 'hide', extensions: 'SIZE, 8BITMIME' },
    { action: { type: 'hide', extensions: ['SIZE', '8BITMIME'] } },
  ],
])('an action asks for what it needs: %j', (own, rest) => {
  expect(asked(own)).toEqual({ stage: own.stage ?? 'rcpt', ...rest, ...everybody })
})

function at(stage: Draft['stage'], own: Partial<Draft> = {}): string[] {
  const { deed, scope, value } = fitted({ ...EMPTY, value: 'ann@example.test', stage, ...own }, stage)
  return [deed, scope, value]
}

test('what a stage cannot do, or does not know yet, gives way', () => {
  expect(at('end')).toEqual(['reply', 'rcpt', 'ann@example.test'])
  expect(at('mail')).toEqual(['reply', 'mailFrom', ''])
  expect(at('auth')).toEqual(['reply', 'user', ''])
  expect(at('tls')).toEqual(['tls', 'address', ''])
  expect(at('payload', { deed: 'hide' })).toEqual(['delay', 'rcpt', 'ann@example.test'])
  expect(at('connect', { scope: 'all' })).toEqual(['reply', 'all', 'ann@example.test'])
})

const says = (n: number, text: string, own: Partial<Entry> = {}) => {
  const verb = text.split(' ')[0] ?? ''
  return entry(n, { text, verb, transaction: 1, ...own })
}
const answers = (n: number, text: string) =>
  entry(n, { from: 'server', kind: 'reply', text, code: Number(text.slice(0, 3)), transaction: 1 })

function made(transcript: Entry[], own: Partial<Session> = {}) {
  return specOf(fromSession({ ...session(1, own), transcript }))
}

const mail = says(1, 'MAIL FROM:<shop@example.test> SIZE=10')
const rcpt = says(3, 'RCPT TO:<ann@example.test>')

test('a refused recipient is refused the same way once more', () => {
  const refusal = { ...answers(4, '550-5.1.1 No such\r\n550 5.1.1 user'), enhanced: '5.1.1' }
  expect(made([mail, answers(2, '250 OK'), rcpt, refusal])).toEqual({
    stage: 'rcpt',
    reply: { code: 550, enhanced: '5.1.1', text: 'No such\r\nuser' },
    scope: { rcpt: 'ann@example.test' },
  })
})

test.each<[string, Entry[], Partial<Session>, object]>([
  [
    'its sender, at MAIL',
    [mail, answers(2, '452 Full')],
    {},
    { stage: 'mail', scope: { mailFrom: 'shop@example.test' } },
  ],
  [
    'its recipient, at the end of the mail',
    [mail, rcpt, says(5, '', { kind: 'payload' }), answers(6, '452 Full')],
    {},
    { stage: 'end', scope: { rcpt: 'ann@example.test' } },
  ],
  [
    'its login',
    [entry(1, { kind: 'auth', text: '***' }), answers(2, '454 Full')],
    { auth: { mechanism: 'PLAIN', user: 'billing', accepted: false } },
    { stage: 'auth', scope: { user: 'billing' } },
  ],
  [
    'its address, before anything was said',
    [answers(0, '421 Full')],
    {},
    { stage: 'connect', scope: { address: '127.0.0.1' } },
  ],
])('a refusal is repeated for %s', (_, transcript, own, wanted) => {
  expect(made(transcript, own)).toMatchObject({ ...wanted, reply: { text: 'Full' } })
})

test('where nothing was refused, its first recipient will be', () => {
  expect(made([mail, answers(2, '250 OK'), rcpt, answers(4, '250 OK')])).toEqual({
    stage: 'rcpt',
    reply: { code: 451 },
    scope: { rcpt: 'ann@example.test' },
  })
  expect(made([])).toMatchObject({ stage: 'ehlo', scope: { address: '127.0.0.1' } })
})

test('the form offers at each stage what the sink can do there', () => {
  const offered = STAGES.map((stage) => [stage, DEEDS[stage].toSorted()])
  expect(offered).toEqual(Object.entries(POSSIBLE).map(([stage, deeds]) => [stage, deeds.toSorted()]))
})
