/** What a stranger wrote does no harm in an explanation, and however much happened, it stays short. */
import { expect, test } from 'vitest'
import { ann, attempt, before, explained, inFlight, missed, near, text } from './situation.ts'

test('a hostile subject is shown, and neither obeyed nor turned around', () => {
  const subject = `\u001b[2J\u001b]0;owned\u0007 gnp.exe\u202etxt\r\n  wanted   nothing${'A'.repeat(5_000_000)}`
  expect(
    explained({
      arrived: { matching: 0, since: 1, total: 1 },
      nearMisses: [
        near(subject, [{ got: '\u001b[2J\u202e' }], { to: ['\u001b[31mann@example.com', ann, 'c@d', 'e@f'] }),
      ],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  1 since this inbox was opened, none matched

      closest
        "\x1b[2J\x1b]0;owned\x07 gnp.exe\u202etxt\r\n  wanted   nothingAAAAAAAAAAAAAAAAAA…" to
          \x1b[31mann@example.com, ann@t-reset-7k3m9x2p4q.mailsink.test and 2 more
          1.2 s ago
          ✗ subject: wanted "reset your password", got "\x1b[2J\u202e"

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('hostile SMTP lines are cut and escaped', () => {
  const refused = attempt(
    { code: 500, text: 'NOOP was refused: \u001b[31m' },
    `C: NOOP \u001b[31m\u2066${'x'.repeat(1000)}
     S: 500 Error: command not recognized\u0000`,
    { scope: 'possible', session: { remote: { address: '\u001b[1m::1', port: 1 } } },
  )
  expect(explained({ attempts: [refused], viewUrl: null })).toBe(text`
    No message matched within 5 s. NOOP was refused: \x1b[31m (500).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused before naming a recipient, so perhaps another test's (C: the client, S: mailsink)
        NOOP was refused: \x1b[31m (500)
        1.4 s ago, from \x1b[1m::1 to the smtp listener
          C: NOOP \x1b[31m\u2066xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          S: 500 Error: command not recognized\x00
  `)
})

test.each([
  ['a line end', 'a\r\nb\tc', String.raw`"a\r\nb\tc"`],
  ['an escape sequence of either kind', '\u001b[0m\u009b0m', String.raw`"\x1b[0m\x9b0m"`],
  ['marks of direction', '\u200e\u061c\u202e\u2067x', String.raw`"\u200e\u061c\u202e\u2067x"`],
  ['what takes no room', 'a\u200bb\u00adc\ufeff', String.raw`"a\u200bb\xadc\ufeff"`],
  ['tags nobody sees', 'a\u{e0041}', String.raw`"a\u{e0041}"`],
  ['half a character', 'a\ud83d', String.raw`"a\ud83d"`],
  ['line separators', 'a\u2028b', String.raw`"a\u2028b"`],
  ['nothing that a language needs', '👩‍💻 می‌خواهم 日本　語', '"👩‍💻 می‌خواهم 日本　語"'],
])('%s in a subject', (_, subject, shown) => {
  expect(explained({ nearMisses: [near(subject, [])] })).toContain(`    ${shown} to ${ann}, 1.2 s ago\n`)
})

const many = <T>(make: (n: number) => T) => Array.from({ length: 30 }, (_, n) => make(n))

test('however much happened, it fits on a screen', () => {
  const long = 'x'.repeat(500)
  const lines = explained({
    arrived: { matching: 0, since: 900, total: 900 },
    evicted: 70,
    nearMisses: many((n) =>
      near(
        `${n}${long}`,
        many(() => ({ want: long, hint: long })),
      ),
    ),
    missed: (['claimed', 'passed_over', 'served', 'earlier', 'deleted', 'evicted'] as const).flatMap((why) =>
      many(() => missed(why, { at: before(9), by: long })),
    ),
    attempts: many((n) =>
      attempt({ code: 550, text: `${n} ${long}`, hint: long }, many(() => 'C: NOOP').join('\n'), {
        scope: n % 2 === 0 ? 'certain' : 'possible',
        to: many(() => ann),
      }),
    ),
    inFlight: many(() => inFlight({})),
  }).split('\n')
  expect(lines.length).toBeLessThanOrEqual(60)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(700)
})

test('of much that happened less is shown of each, and nothing is left out', () => {
  const lines = explained({
    arrived: { matching: 0, since: 5, total: 5 },
    nearMisses: [1, 2, 3, 4, 5].map((n) => near(`Order ${n}`, [{}])),
    attempts: [1, 2, 3, 4, 5].map((n) =>
      attempt({ code: 550, text: `RCPT was refused: no ${n}` }, `${'C: NOOP\nS: 250 OK\n'.repeat(6)}S: 550 no ${n}`, {
        to: [ann],
      }),
    ),
    inFlight: [inFlight({})],
  }).split('\n')
  expect(lines.length).toBeLessThanOrEqual(60)
  const shown = lines.map((line) => line.trim())
  expect(shown).toEqual(expect.arrayContaining(['closest', 'refused (C: the client, S: mailsink)', 'under way']))
  expect(shown.filter((line) => /^S: 550 no [1-5]$/.test(line))).toHaveLength(5)
})
