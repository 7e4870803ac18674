/** Criteria and mails made to hang whoever compares them. The time limit of each test guards against that, and nothing else. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import { compile } from '../../criteria/compile.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { compilePattern } from '../../criteria/pattern.ts'
import { factsOf, type Made } from './made-facts.ts'

/** Some of these take milliseconds; what goes wrong here takes minutes, or for ever. */
const GUARD = 10_000
const MILLION = 1_000_000

const holds = (criteria: Criteria, made: Made) => compile(criteria).test(factsOf(made))

describe('a text of four million characters that nearly contains', () => {
  test.each<[string, string, string]>([
    ['one long word', `${'a'.repeat(999)}b`, 'a'.repeat(4 * MILLION)],
    ['one long word, beginning with what is missing', `b${'a'.repeat(999)}`, 'a'.repeat(4 * MILLION)],
    ['a short word', `${'a'.repeat(31)}b`, 'a'.repeat(4 * MILLION)],
    ['many words', `${'a '.repeat(499)}b`, 'a '.repeat((4 * MILLION) / 2)],
    ['many words far apart', `${'a '.repeat(499)}b`, `a${' '.repeat(99)}`.repeat((4 * MILLION) / 100)],
    ['two words', 'a b', `a${' '.repeat(4 * MILLION)}`],
    ['two words, all spaces', 'a b', ' '.repeat(4 * MILLION)],
    ['two words, all kinds of spaces', 'a b', 'a\u00a0\t\r\n\u2003 '.repeat((4 * MILLION) / 7)],
    ['letters that fold', `${'ſ'.repeat(500)}b`, 'S'.repeat(4 * MILLION)],
    ['letters beyond the first plane', `${'👍'.repeat(400)}b`, '👍'.repeat((4 * MILLION) / 2)],
  ])(
    '%s',
    (_, wanted, text) => {
      expect(holds({ text: wanted }, { text })).toBe(false)
      expect(holds({ text: { startsWith: wanted } }, { text })).toBe(false)
      expect(holds({ text: { is: wanted } }, { text })).toBe(false)
      expect(holds({ header: { A: wanted } }, { header: { a: [text] } })).toBe(false)
    },
    GUARD / 2,
  )
})

describe('a long text is found for what it is', () => {
  const long = `${'Lorem ipsum dolor sit amet, '.repeat(30)}ende ΣΑΣ.`

  test.each([
    ['as it is', long, true],
    ['in capitals', long.toUpperCase(), true],
    ['with the final form of a letter', long.replace('ΣΑΣ', 'σας'), true],
    ['folded over lines', long.replaceAll(' ', '\r\n\t '), true],
    ['behind its own beginning', `${long.slice(0, 700)} ${long}`, true],
    ['behind its own beginning, folded over lines', `${long.slice(0, 700)} ${long}`.replaceAll(' ', '\r\n\t '), true],
    ['behind its own beginning, in capitals', `${long.slice(0, 700)} ${long}`.toUpperCase(), true],
    [
      'behind its own beginning, with a space too many',
      `${long.slice(0, 700)} ${long.replace('ende', 'en de')}`,
      false,
    ],
    ['with another end', `${long.slice(0, -2)}!`, false],
    ['with a space too many', long.replace('ende', 'en de'), false],
  ])('%s', (_, value, expected) => {
    expect(holds({ text: long }, { text: `so ${value} etc` })).toBe(expected)
  })
})

test(
  'an address of many stars and a header of a million characters',
  () => {
    const stars = `${'*a'.repeat(499)}*b`
    expect(holds({ header: { A: stars } }, { header: { a: ['a'.repeat(MILLION)] } })).toBe(false)
    expect(holds({ header: { A: `*${'ab'.repeat(400)}c*` } }, { header: { a: ['ab'.repeat(MILLION / 2)] } })).toBe(
      false,
    )
    expect(holds({ header: { A: '*a*' } }, { header: { a: [' '.repeat(MILLION)] } })).toBe(false)
  },
  GUARD,
)

/** A pattern sees one character more. */
const long = (text: string) => text.repeat(100_000).slice(0, 99_999)

describe('a pattern', () => {
  let state = 1
  // Always the same, and never regular: what an automaton has the most states for.
  const noise = Array.from({ length: MILLION }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state % 2 === 0 ? 'a' : 'b'
  }).join('')

  test.each([
    ['(a+)+$', `${long('a')}!`],
    ['(a|a)*b', long('a')],
    ['(a*)*b', long('a')],
    ['(((((a*)*)*)*)*)*b', long('a')],
    ['(x+x+)+y', long('x')],
    ['^(\\w+\\s?)*$', `${long('a ')}!`],
    ['(.*)*=(.*)*=', long('a')],
    ['.*.*.*.*.*.*.*.*.*=.*', long('a')],
    ['(?:.*a){90}!', long('a')],
    ['(?:a?){160}a{160}[^a]', long('a')],
    ['[ab]*a[ab]{480}[^ab]', noise],
    ['a.{480}[ef]', noise],
    ['(?:a.{90}b|b.{91}a|aa.{95}bb)[^ab]', noise],
  ])(
    '%s',
    (matches, text) => {
      const matcher = compile({ text: { matches } })
      expect(matcher.test(factsOf({ text }))).toBe(false)
      // A hint tries it in other forms.
      expect(matcher.failed(factsOf({ text }))).toHaveLength(1)
    },
    GUARD,
  )

  test.each([
    ['(.*){1,1000}', 1],
    ['(?:a{31}){31}', 70],
    ['((((a?){1,5}){1,5}){1,5}){1,5}', 30],
    ['(?:\\pL\\pN\\pS\\pP\\pM){1000}', 38],
    ['(?:(x{0,31})*){0,31}', 50],
    ['a{1000}', 140],
    ['((a{100}){100}){100}', 1],
    ['(', 1000],
    ['[', 1000],
    ['(?', 500],
    ['\\', 999],
  ])(
    '%s is refused, written %i times',
    (matches, times) => {
      expect(() => compile({ text: { matches: matches.repeat(times) } })).toThrow(CriteriaError)
    },
    GUARD,
  )

  test(
    'remembers little of what it saw, however much that was',
    () => {
      setFlagsFromString('--expose-gc')
      const collect = runInNewContext('gc') as () => void
      collect()
      const before = process.memoryUsage().heapUsed
      const kept = Array.from({ length: 10 }, (_, at) => {
        const pattern = compilePattern(`a.{${470 + at}}[ef]`, 'i')
        pattern.test(noise.slice(0, 20_000))
        return pattern
      })
      collect()
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(kept.length * 3 * MILLION)
    },
    GUARD,
  )
})

test(
  'a message that fails in two hundred ways is explained',
  () => {
    const text = 'reciept “x” '.repeat(100_000)
    const all = Array.from({ length: 200 }, (_, at) => ({ text: `${'receipt '.repeat(100)}${at}` }))
    const found = compile({ all }).failed(factsOf({ text, html: text, body: [text, text], subject: text }))
    expect(found).toHaveLength(200)
  },
  GUARD,
)
