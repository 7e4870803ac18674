/** One-time codes: numbers and short tokens that the words around them announce as such. */
import type { Code } from '../../contract/message.ts'
import {
  announcing,
  moneyBefore,
  otherCodeAfter,
  otherCodeBefore,
  otherCodeWithin,
  otherNumbers,
  unitAfter,
} from './code-words.ts'

const longestText = 65_536
const mostCodes = 10

interface Span {
  readonly start: number
  readonly end: number
}

interface Candidate extends Span {
  readonly value: string
  /** Four digits may be a year and eight a date: only the plainest announcement makes them a code. */
  readonly doubtful: boolean
}

interface Found extends Code {
  readonly weight: number
}

/**
 * The codes of a mail, the surest first, at most ten. Digits that are set apart (`123 456`, `123-456`) are joined.
 *
 *     findCodes('Sign in', ['Your verification code is 482 913. It expires in 10 minutes.'], null)
 *     // [{ value: '482913', why: 'after "verification code"' }]
 *
 * `texts` are searched by themselves, each after the subject; `otpToken` is the value of an OTP-Token field.
 */
export function findCodes(subject: string, texts: readonly string[], otpToken: string | null): Code[] {
  const found: Found[] = []
  const announced = otpToken && /(?:^|\bcode=|#)\s*"?([a-z0-9][a-z0-9-]{3,15})(?![\w-])/i.exec(otpToken.slice(0, 500))
  if (announced) found.push({ value: announced[1]!, why: 'OTP-Token header', weight: 100 })
  for (const text of texts.length > 0 ? texts : [''])
    found.push(...inText(readable(`${subject}\n\n${text.slice(0, longestText)}`)))
  const seen = new Set<string>()
  return found
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .slice(0, mostCodes)
    .map(({ value, why }) => ({ value, why }))
}

const struck = (match: string) => '\uFFFC'.repeat(match.length)

/** Full-width digits as digits, odd spaces as spaces; addresses of pages and mailboxes struck out, for they are full of numbers. */
function readable(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000\t]/g, ' ')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"，。、）」]+/gi, struck)
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, struck)
    .replace(/(?<![\w.-])[\w-]{1,63}(?:\.[a-z][\w-]{1,62}){1,4}\/[^\s<>"]*/gi, struck)
}

function inText(text: string): Found[] {
  const { words, others } = signs(text)
  if (words.length === 0) return []
  const found: Found[] = []
  let used = -1
  for (const candidate of candidates(text)) {
    const word = judged(text, candidate, words, others, used)
    if (!word) continue
    found.push(word)
    used = candidate.end
  }
  return found
}

/** Where codes are announced, and where other numbers are. */
function signs(text: string): { words: Span[]; others: Span[] } {
  const words: Span[] = []
  const others: Span[] = []
  for (const match of text.matchAll(announcing)) {
    const span = { start: match.index, end: match.index + match[0].length }
    const other =
      otherCodeWithin.test(match[0]) ||
      otherCodeBefore.test(text.slice(Math.max(0, span.start - 24), span.start)) ||
      otherCodeAfter.test(text.slice(span.end, span.end + 30))
    ;(other ? others : words).push(span)
  }
  for (const match of text.matchAll(otherNumbers)) {
    const span = { start: match.index, end: match.index + match[0].length }
    const around = words[firstFrom(words, span.start + 1) - 1]
    if (!around || around.end < span.end) others.push(span)
  }
  return { words, others: others.toSorted((a, b) => a.start - b.start) }
}

/** All that stands between "code" and the code where it is announced in so many words. */
const announcement =
  /^\s?["'“”„«‘*_([]*\s?(?:[:：=—–-]|is|ist|lautet|est|es|è|é|är|jest|to|это|це|是|为|為|は|が|는|은)?\s{0,4}[:：]?\s{0,4}["'“”„«‘*_([「【]*$/iu

function judged(text: string, candidate: Candidate, words: Span[], others: Span[], used: number): Found | null {
  const { start, end, value, doubtful } = candidate
  const place = firstFrom(words, start)
  const before = words[place - 1]
  const after = words[place]
  const gap = before ? text.slice(before.end, start) : ''
  const toOther = distance(text, others, candidate)
  const alone = standsAlone(text, candidate)
  const quoted = (word: Span) => `"${text.slice(word.start, word.end).replace(/\s+/g, ' ')}"`

  if (before && start - before.end <= 240) {
    const plainly = announcement.test(gap) && (!doubtful || /[:：=\p{L}]/u.test(gap))
    if (plainly && toOther >= start - before.end) {
      return { value, why: `after ${quoted(before)}`, weight: doubtful ? 6 : 10 }
    }
    if (doubtful) return null
    if (alone && lines(gap) <= 6 && toOther > 12) {
      return { value, why: `on a line of its own after ${quoted(before)}`, weight: 8 }
    }
    const near = start - before.end <= 60 && lines(gap) <= 1 && before.end >= used && oneSentence(gap)
    if (near && toOther > start - before.end) return { value, why: `after ${quoted(before)}`, weight: 5 }
  }
  if (after && !doubtful && after.start - end <= 45) {
    const between = text.slice(end, after.start)
    const plain =
      /^["'”»’*_)\]]*(?:\s?[-–—]\s?|\s|\n)?[\p{L}\p{M}'’ \n-]*$/u.test(between) && lines(between) <= (alone ? 2 : 0)
    const announcesAnother = /^\s?(?:[:：=]|is\b|ist\b|est\b|es\b)\s{0,3}\S/u.test(text.slice(after.end, after.end + 8))
    if (plain && !announcesAnother && toOther > 12) return { value, why: `before ${quoted(after)}`, weight: 6 }
  }
  return null
}

/** Characters to the nearest word that makes it some other number, on the same line; one that has its own number in between does not count. */
function distance(text: string, others: Span[], { start, end }: Span): number {
  const place = firstFrom(others, start)
  const before = others[place - 1]
  const after = others[place]
  const left =
    before && start - before.end <= 40 && !/[\d\n]/.test(text.slice(before.end, start)) ? start - before.end : Infinity
  const right =
    after && after.start - end <= 20 && !/[\d\n.,;:]/.test(text.slice(end, after.start)) ? after.start - end : Infinity
  return Math.min(left, right)
}

/** The index of the first span that begins at `position` or later; spans are sorted and do not overlap. */
function firstFrom(spans: readonly Span[], position: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.start < position) low = middle + 1
    else high = middle
  }
  return low
}

function standsAlone(text: string, { start, end }: Span): boolean {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', end)
  const rest =
    text.slice(Math.max(from, start - 20), start) + text.slice(end, to < 0 ? text.length : Math.min(to, end + 20))
  return !/[\p{L}\p{N}#$€£+]/u.test(rest)
}

function lines(text: string): number {
  return text.split('\n').length - 1
}

/** No sentence ends between the two, unless the number is the first thing said in the next one. */
function oneSentence(gap: string): boolean {
  return !/[.!?。！？;][\s\S]*[\p{L}\p{N}]/u.test(gap.trimEnd())
}

/** A word with a letter in it and what hangs on it by hyphens, or digits and what hangs on them. */
const token = /(?<![A-Za-z0-9])\d*[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\d+(?:[ .,:/–-]\d+)*/g

/** Runs of digits and short tokens that could be a code by their shape, in the order of the text. */
function* candidates(text: string): Generator<Candidate> {
  for (const match of text.matchAll(token)) {
    const start = match.index
    const sent = match[0]
    const end = start + sent.length
    if (sent.length > 40 || !/\d|-/.test(sent)) continue
    const before = text.slice(Math.max(0, start - 8), start)
    const after = text.slice(end, end + 14)
    if (/[\p{Script=Latin}\p{Script=Cyrillic}\d_#$€£¥₹@=&%+./\\~^-]$/u.test(before) || moneyBefore.test(before))
      continue
    if (/^(?:[\p{Script=Latin}\p{Script=Cyrillic}_@=&/\\~^]|[-.,:]\d|-\p{L})/u.test(after) || unitAfter.test(after))
      continue
    const shape = /^[\d .,:/–-]+$/.test(sent) ? digits(sent) : mixed(sent)
    if (shape) yield { ...shape, start, end: start + shape.length }
  }
}

interface Shape {
  readonly value: string
  readonly length: number
  readonly doubtful: boolean
}

function digits(sent: string): Shape | null {
  const whole = (value: string) => ({ value, length: sent.length, doubtful: looksLikeDate(value) })
  if (/^\d{4,8}$/.test(sent)) return whole(sent)
  if (/^\d{3}[ –-]\d{3}$|^\d{4}[ –-]\d{4}$|^\d\d \d\d \d\d$|^\d(?: \d){3,7}$|^\d(?:-\d){3,7}$/.test(sent)) {
    const value = sent.replace(/\D/g, '')
    return { ...whole(value), doubtful: /^\d{4}[–-]\d{4}$/.test(sent) && looksLikeDate(sent.slice(0, 4)) }
  }
  // A short number may follow the code: "482913 10 minutes".
  const first = /^(\d{5,8}) \d{1,2}$/.exec(sent)
  return first ? { value: first[1]!, length: first[1]!.length, doubtful: looksLikeDate(first[1]!) } : null
}

function mixed(sent: string): Shape | null {
  const prefixed = /^[A-Z]-(\d{4,8})$/.exec(sent)
  if (prefixed) return { value: prefixed[1]!, length: sent.length, doubtful: false }
  const hasDigit = /\d/.test(sent)
  const shouted = sent === sent.toUpperCase()
  if (/^[A-Za-z0-9]{5,8}$/.test(sent) && hasDigit && /[A-Za-z]/.test(sent)) {
    // `8bit`, `Web2` or `mp3` are words; capitals throughout are not.
    return { value: sent, length: sent.length, doubtful: !shouted }
  }
  if (/^[A-Z0-9]{3,5}-[A-Z0-9]{3,5}$/.test(sent) && sent.indexOf('-') * 2 + 1 === sent.length) {
    return { value: sent, length: sent.length, doubtful: !hasDigit }
  }
  return null
}

function looksLikeDate(value: string): boolean {
  return /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$|^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d$/.test(
    value,
  )
}
