/** Finds names by a few of their letters, in order: `gs` finds "Go to Sessions". */

export interface Fit {
  /** Higher is better. */
  readonly score: number
  /** Where the letters stand in the name. */
  readonly at: readonly number[]
}

/** Letters that are only somewhere in the name are worth this much less: any name has a few of them. */
const SCATTERED = 60

/** Letters of a name that are looked at: each of them is a place to begin from. */
const LONGEST = 300

/** How well the letters of `wanted` fit, its spaces aside; null when they are not all there in this order. */
export function fit(name: string, wanted: string): Fit | null {
  const letters = wanted.toLowerCase().replace(/\s+/g, '')
  const text = name.slice(0, LONGEST).toLowerCase()
  if (letters === '') return { score: 0, at: [] }
  let best: Fit | null = null
  // From each place where the first letter stands: the first of them is not always the best.
  for (let start = text.indexOf(letters.charAt(0)); start >= 0; start = text.indexOf(letters.charAt(0), start + 1)) {
    for (const next of [nextWord, nextPlace]) {
      const at = placesFrom(text, letters, start, next)
      if (at === null) continue
      const score = scoreOf(text, at) - (next === nextPlace ? SCATTERED : 0)
      if (best === null || score > best.score) best = { score, at }
    }
  }
  return best
}

type Next = (text: string, letter: string, from: number) => number

const isStart = (text: string, place: number) => place === 0 || /[^\p{L}\p{N}]/u.test(text[place - 1] ?? '')

const nextPlace: Next = (text, letter, from) => text.indexOf(letter, from)

const nextWord: Next = (text, letter, from) => {
  let place = text.indexOf(letter, from)
  while (place >= 0 && !isStart(text, place)) place = text.indexOf(letter, place + 1)
  return place
}

/** Each letter right behind the one before, if it stands there, or where `next` finds it. */
function placesFrom(text: string, letters: string, start: number, next: Next): number[] | null {
  const at = [start]
  for (const letter of letters.slice(1)) {
    const from = (at.at(-1) ?? 0) + 1
    const place = text[from] === letter ? from : next(text, letter, from)
    if (place < 0) return null
    at.push(place)
  }
  return at
}

function scoreOf(text: string, at: readonly number[]): number {
  let score = 0
  at.forEach((place, index) => {
    if (isStart(text, place)) score += 8
    if (index > 0) score += place === (at[index - 1] ?? 0) + 1 ? 6 : -4
    score += 1
  })
  // Among equals the shorter name, and the earlier place.
  return score - text.length / 100 - (at[0] ?? 0) / 10
}
