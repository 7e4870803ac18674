/** What a rule is with all that was left off filled in, presets among it. */
import { expect, test } from 'vitest'
import { readFault } from '../../../server/store/faults/check.ts'
import { readyMade } from '../../../server/store/faults/presets.ts'

const all = { all: true }
const reply = { code: 451 }

test('what is left off is filled in', () => {
  expect(readFault({ scope: { rcpt: 'ann@x.test' }, stage: 'rcpt', reply: { code: 552 } })).toEqual({
    name: '552 at rcpt',
    preset: null,
    scope: { rcpt: 'ann@x.test' },
    stage: 'rcpt',
    reply: { code: 552, enhanced: '5.2.2', text: 'Refused' },
    action: null,
    store: false,
    per: 'rule',
    skip: 0,
    times: 1,
    window: null,
    for: null,
    ttl: null,
    probability: 1,
    seed: null,
  })
})

test.each<[string, number, string | null]>([
  ['connect', 554, null],
  ['ehlo', 421, null],
  ['mail', 421, '4.3.2'],
  ['mail', 550, '5.7.1'],
  ['rcpt', 550, '5.1.1'],
  ['rcpt', 450, '4.2.1'],
  ['rcpt', 452, '4.2.2'],
  ['end', 452, '4.3.1'],
  ['end', 552, '5.3.4'],
  ['auth', 535, '5.7.8'],
  ['auth', 454, '4.7.0'],
  ['data', 499, '4.0.0'],
])('at %s %d goes with %s', (stage, code, enhanced) => {
  expect(readFault({ scope: all, stage, reply: { code } }).reply?.enhanced).toBe(enhanced)
})

test.each<[string, object, object]>([
  ['payload', { type: 'trickle', bytesPerSecond: 9 }, { type: 'trickle', bytesPerSecond: 9, direction: 'client' }],
  ['ehlo', { type: 'trickle', bytesPerSecond: 9 }, { type: 'trickle', bytesPerSecond: 9, direction: 'server' }],
  ['rcpt', { type: 'drop' }, { type: 'drop', how: 'fin', after: 0 }],
  ['rcpt', { type: 'delay', delay: '1.5s' }, { type: 'delay', delay: 1500 }],
  ['rcpt', { type: 'garble' }, { type: 'garble', how: 'nonsense' }],
  ['ehlo', { type: 'hide', extensions: ['starttls', 'STARTTLS'] }, { type: 'hide', extensions: ['STARTTLS'] }],
])('at %s %j is %j', (stage, action, full) => {
  expect(readFault({ scope: all, stage, action }).action).toEqual(full)
})

test.each(readyMade)('$preset is a rule by its name, and as it stands', ({ preset, spec }) => {
  const named = readFault({ scope: all, preset })
  expect({ ...readFault({ scope: all, ...spec }), preset, name: preset }).toEqual(named)
})

test('what is said beside a preset counts, and another answer takes the place of its own', () => {
  const slow = readFault({ scope: all, preset: 'greylisting', action: { type: 'delay', delay: 100 }, for: '5s' })
  expect(slow).toMatchObject({ reply: null, action: { delay: 100 }, per: 'triplet', for: 5000, times: null })
  const refusing = readFault({ scope: all, preset: 'dies-after-dot', reply: { code: 451 } })
  expect(refusing).toMatchObject({ reply: { code: 451 }, action: null, store: true, stage: 'end' })
})

test.each<[object, string]>([
  [{ stage: 'rcpt', reply, action: { type: 'delay', delay: '2s' } }, '451 after 2 s at rcpt'],
  [{ stage: 'end', action: { type: 'drop', how: 'rst' } }, 'reset at end'],
  [{ stage: 'ehlo', action: { type: 'hide', extensions: ['DSN', 'SIZE'] } }, 'hide DSN, SIZE at ehlo'],
  [{ stage: 'tls', action: { type: 'tls', how: 'expired' } }, 'TLS expired at tls'],
  [{ preset: 'auth-outage' }, 'auth-outage'],
  [{ preset: 'auth-outage', name: 'out of order' }, 'out of order'],
])('%j is called %s', (spec, name) => {
  expect(readFault({ scope: all, ...spec }).name).toBe(name)
})

test('a reply without a code beside a preset says what the preset does in other words', () => {
  const spec = { preset: 'mailbox-full', scope: all, reply: { text: 'No room left' } }
  expect(readFault(spec).reply).toEqual({ code: 452, enhanced: '4.2.2', text: 'No room left' })
})
