/** Random criteria, the same for the same seed. */
import type { Criteria, Match, MatchRule, Wanted } from '../../contract/criteria.ts'
import { FIELD_NAMES } from '../../criteria/fields.ts'
import type { Random } from '../support/smtp-random.ts'

const WORDS = ['smtp', 'import', 'submission', '*', 'sub*']
const TEXTS = [
  ...WORDS,
  'ann@example.com',
  '*@x.test',
  'Réset "it"',
  'a, b | (c)',
  'true',
  '\\',
  'two\nlines',
  '💌',
  '__proto__',
]
const TIMES = ['2026-10-31T22:30:00.000Z', '2026-11-01T00:00:00.000Z', '2027-01-01T00:00:00.250Z']

export function randomTree(random: Random, depth = 0): Criteria {
  const criteria: Criteria = {}
  const times = random.below(4) + (depth === 0 ? 1 : 0)
  for (let n = 0; n < times; n++) {
    const kind = random.below(depth < 3 ? 12 : 9)
    if (kind < 5) {
      const field = random.pick(FIELD_NAMES)
      criteria[field] = randomWanted(random, field === 'listener' ? WORDS : TEXTS)
    } else if (kind === 5)
      criteria.header = { 'X-Run': randomWanted(random, TEXTS), __proto: randomWanted(random, TEXTS) }
    else if (kind === 6)
      criteria.attachment = random.pick([true, false, { filename: randomMatch(random, TEXTS) }, { type: 'image/*' }])
    else if (kind === 7) criteria.size = random.pick([{ above: 0 }, { below: 10_240 }, { above: 5, below: 7 }])
    else if (kind === 8) {
      const at = random.below(2)
      criteria.time = random.pick([{ after: TIMES[at] ?? '' }, { after: TIMES[at] ?? '', before: TIMES[at + 1] ?? '' }])
    } else if (kind === 9) criteria.not = randomTree(random, depth + 1)
    else criteria[kind === 10 ? 'any' : 'all'] = [randomTree(random, depth + 1), randomTree(random, depth + 1)]
  }
  return criteria
}

function randomWanted(random: Random, texts: readonly string[]): Wanted {
  return random.below(4) === 0 ? random.below(2) === 0 : randomMatch(random, texts)
}

function randomMatch(random: Random, texts: readonly string[], depth = 0): Match {
  if (depth > 3 || random.below(2) === 0) return random.pick(texts)
  const rule: MatchRule = {}
  if (random.below(2) === 0) rule.is = random.pick(texts)
  if (random.below(2) === 0) rule.contains = random.pick(texts)
  if (random.below(2) === 0) rule.startsWith = random.pick(texts)
  if (random.below(2) === 0) {
    rule.matches = '^re: /'
    if (random.below(2) === 0) rule.flags = random.pick(['', 'i', 'ms'])
  }
  if (random.below(2) === 0 || Object.keys(rule).length === 0) rule.not = randomMatch(random, texts, depth + 1)
  return rule
}
