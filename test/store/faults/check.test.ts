/** What is said of a rule that makes no sense: the place, what is wrong, and the way out. */
import { expect, test } from 'vitest'
import { readFault } from '../../../server/store/faults/check.ts'

const all = { all: true }
const reply = { code: 451 }
const refusal = (value: unknown): string => {
  try {
    readFault(value)
  } catch (error) {
    return error instanceof Error && error.name === 'CriteriaError'
      ? error.message
      : `not a CriteriaError: ${String(error)}`
  }
  return 'nothing'
}

const SCOPE = `Say whose mail it is about, such as { "rcpt": "ann@example.com" }, or { "all": true } for everybody's.`
const FAILURE = 'a failure is told by 400 to 499 (for a time) or 500 to 599 (for good)'

test.each<[unknown, string]>([
  [null, 'A fault is an object such as { "scope": …, "preset": "greylisting" }, not null.'],
  [[], 'A fault is an object such as { "scope": …, "preset": "greylisting" }, not a list.'],
  [{}, `The rule has no "scope". ${SCOPE}`],
  [{ scope: undefined, preset: 'greylisting' }, `The rule has no "scope". ${SCOPE}`],
  [{ scope: {} }, `"scope" is empty. ${SCOPE}`],
  [{ scope: 'ann@x.test' }, '"scope" is "ann@x.test", but has to be an object such as { "rcpt": "ann@example.com" }.'],
  [
    { scope: { all: false } },
    '"scope.all" is false, but has to be true, for everybody\'s mail, or a list of criteria.',
  ],
  [
    { scope: { all: true, rcpt: 'ann@x.test' } },
    '"scope" is everybody\'s mail by "all": true, and names rcpt as well. Leave one of them off.',
  ],
  [
    { scope: { rcpt: 5 } },
    'In "scope": "rcpt" is 5, but has to be a string, true, false, or an object with is, contains, startsWith, matches, flags or not.',
  ],
  [{ scope: all, at: 'rcpt', reply }, 'Unknown key "at" in a fault. Did you mean "stage"?'],
  [{ rcpt: 'ann@x.test', reply }, '"rcpt" tells whose mail the rule is about: it belongs into "scope".'],
  [
    { scope: all },
    'The rule has no "stage". Say where in a session it strikes: "connect", "tls", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "payload", "end" or "quit".',
  ],
  [
    { scope: all, stage: 'eod', reply },
    '"stage" is "eod". Did you mean "end"? Known: connect, tls, ehlo, starttls, auth, mail, rcpt, data, payload, end, quit.',
  ],
  [
    { scope: all, stage: 'rcpt' },
    'The rule does nothing. Give it a "reply" such as { "code": 451 }, an "action" such as { "type": "drop" }, or a "preset".',
  ],
  [
    { scope: all, stage: 'rcpt', reply, action: { type: 'drop' } },
    'The rule has a reply and the action "drop", but only "delay" goes with a reply. Leave one of them off.',
  ],
])('%j: %s', (spec, sentence) => {
  expect(refusal(spec)).toBe(sentence)
})

test.each([
  ['scop', 'scope'],
  ['Reply', 'reply'],
  ['time', 'times'],
  ['propability', 'probability'],
])('an unknown key %s is answered with %s', (key, meant) => {
  expect(refusal({ scope: all, preset: 'greylisting', [key]: 1 })).toContain(
    `Unknown key "${key}" in "fault". Did you mean "${meant}"? Known: scope, stage, reply,`,
  )
})

test.each<[unknown, string]>([
  ['451', '"reply" is "451", but has to be an object such as { "code": 451 }.'],
  [{}, '"reply" has no "code". Give one from 400 to 599, such as 451.'],
  [{ code: '451' }, `"reply.code" is "451", but has to be a whole number: ${FAILURE}.`],
  [{ code: 250 }, `"reply.code" is 250, which is no failure but says that all is well: ${FAILURE}.`],
  [{ code: 334 }, `"reply.code" is 334, which is no failure but asks the client to go on: ${FAILURE}.`],
  [
    { code: 354 },
    `"reply.code" is 354, which is what DATA is answered when the mail may come: ${FAILURE}. To make the client wait for it, use the action "delay" at the stage "data".`,
  ],
  [{ code: 399 }, `"reply.code" is 399, which is no failure but asks the client to go on: ${FAILURE}.`],
  [{ code: 600 }, `"reply.code" is 600, which no client would understand: ${FAILURE}.`],
  [
    { code: 451, enhanced: '5.7.1' },
    '"reply.enhanced" is "5.7.1" and "reply.code" is 451, which contradict each other: 5.7.1 is a failure for good, and 451 is a failure for a time. Write 4.7.1, or another code.',
  ],
  [
    { code: 451, enhanced: '471' },
    '"reply.enhanced" is "471", but has to be a status code of RFC 3463 such as "4.7.1", or null to send none.',
  ],
  [{ code: 451, txt: 'no' }, 'Unknown key "txt" in "reply". Did you mean "text"? Known: code, enhanced, text.'],
  [{ code: 451, text: 5 }, '"reply.text" is 5, but has to be text, or a list of lines that are text.'],
  [{ code: 451, text: ' ' }, '"reply.text" is empty. Leave it off, or say what the client is told.'],
  [{ code: 451, text: Array(11).fill('no') }, '"reply.text" has 11 lines, but may have 10.'],
  [{ code: 451, text: 'x'.repeat(401) }, '"reply.text" has a line of 401 characters, but may have 400 in each.'],
  [
    { code: 451, text: 'no\r\n250 yes' },
    '"reply.text" holds a control character. Divide its lines by a line feed alone, or give a list of them; to send what is no reply, use the action "garble".',
  ],
  [
    { code: 451, text: '4.7.1 Greylisted' },
    '"reply.text" begins with 4.7.1, which is an enhanced status code: it belongs into "reply.enhanced".',
  ],
])('reply %j: %s', (wrong, sentence) => {
  expect(refusal({ scope: all, stage: 'rcpt', reply: wrong })).toBe(sentence)
})

test.each<[string, unknown, string]>([
  ['rcpt', 'drop', '"action" is "drop", but has to be an object such as { "type": "drop" }.'],
  ['rcpt', {}, '"action" has no "type". Known: delay, drop, stall, trickle, garble, hide, tls.'],
  ['rcpt', { type: 'delay' }, '"action" has no "delay", such as "2s".'],
  [
    'rcpt',
    { type: 'delay', delay: '2 days' },
    '"action.delay" is "2 days", but has to be a time from 1 ms to 1 h, such as 500ms, 2s or 5m.',
  ],
  [
    'rcpt',
    { type: 'drop', after: 100 },
    '"action.after" counts bytes of the mail, which come at the stage "payload" only. Use that stage, or leave it off.',
  ],
  ['rcpt', { type: 'stall', delay: 5 }, 'Unknown key "delay" in "action". Did you mean "type"? Known: type.'],
  [
    'end',
    { type: 'trickle', bytesPerSecond: 4, direction: 'client' },
    'At the stage "end" the client has said what it had to say, so it cannot be slowed down. Use the direction "server", or the stage "payload".',
  ],
  [
    'payload',
    { type: 'trickle', bytesPerSecond: 4, direction: 'server' },
    'While the mail is on its way the server says nothing, so it cannot be slow. Use the direction "client", or the stage "end".',
  ],
  [
    'ehlo',
    { type: 'hide', extensions: ['STARTLS'] },
    '"action.extensions[0]" is "STARTLS". Did you mean "STARTTLS"? Known: PIPELINING, 8BITMIME, SMTPUTF8, SIZE, ENHANCEDSTATUSCODES, DSN, AUTH, STARTTLS.',
  ],
  [
    'ehlo',
    { type: 'hide', extensions: [] },
    '"action.extensions" is an empty list, but has to be a list such as ["STARTTLS"].',
  ],
  [
    'rcpt',
    { type: 'hide', extensions: ['DSN'] },
    '"hide" leaves extensions out of the answer to EHLO: that cannot be done at the stage "rcpt", but at "ehlo". At "rcpt" there is "reply", "delay", "drop", "stall", "trickle" or "garble".',
  ],
  [
    'ehlo',
    { type: 'tls', how: 'alert' },
    '"tls" breaks the handshake: that cannot be done at the stage "ehlo", but at "tls". At "ehlo" there is "reply", "delay", "drop", "stall", "trickle", "garble" or "hide".',
  ],
  [
    'payload',
    { type: 'garble' },
    '"garble" sends what is no reply: that cannot be done at the stage "payload", but at other stages, such as "end". At "payload" there is "delay", "drop", "stall" or "trickle".',
  ],
])('at %s the action %j: %s', (stage, action, sentence) => {
  expect(refusal({ scope: all, stage, action })).toBe(sentence)
})

test.each<[object, string]>([
  [{ times: 0 }, '"times" is 0, but has to be a whole number from 1 to 1000000000, or null to strike each time.'],
  [{ skip: -1 }, '"skip" is -1, but has to be a whole number from 0 to 1000000000.'],
  [{ per: 'clients' }, '"per" is "clients". Did you mean "client"? Known: rule, session, client, triplet.'],
  [{ window: 0 }, '"window" is 0, but has to be a time from 1 ms to 24 h, such as 500ms, 2s or 5m.'],
  [{ for: 'ever' }, '"for" is "ever", but has to be a time from 1 ms to 24 h, such as 500ms, 2s or 5m.'],
  [{ ttl: null }, '"ttl" is null, but has to be a time from 1 ms to 24 h, such as 500ms, 2s or 5m.'],
  [{ ttl: '25h' }, '"ttl" is "25h", but has to be a time from 1 ms to 24 h, such as 500ms, 2s or 5m.'],
  [{ probability: 0 }, '"probability" is 0, but has to be a number above 0, up to 1. With 0 it would never strike.'],
  [{ probability: 20 }, '"probability" is 20, but has to be a number above 0, up to 1. For 20 % write 0.2.'],
  [{ seed: 1.5 }, '"seed" is 1.5, but has to be a whole number from 0 to 4294967295.'],
  [{ name: '' }, '"name" is "", but has to be text that is not empty.'],
  [{ name: 'a\nb' }, '"name" holds a control character. Write it in one line.'],
  [{ store: 'yes' }, '"store" is "yes", but has to be true or false.'],
  [
    { store: true },
    '"store" keeps the mail and then fails, but at the stage "rcpt" there is no mail to keep. Use the stage "end", or leave it off.',
  ],
])('%j: %s', (part, sentence) => {
  expect(refusal({ scope: all, preset: 'mailbox-full', ...part })).toBe(sentence)
})

test('to keep a mail and then only wait is no failure', () => {
  expect(refusal({ scope: all, stage: 'end', store: true, action: { type: 'delay', delay: 5 } })).toBe(
    '"store" keeps the mail and then fails, but the action "delay" fails nothing: the mail is kept anyway. Leave "store" off, or use "drop".',
  )
})
