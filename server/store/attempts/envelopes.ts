/** To which mail a try belongs of which too little came to tell: the next one with its envelope, or else the one before. */
import type { Try } from './try.ts'

/** The tries of one mail: those that tell so by what came, oldest first, and those that its envelope brought here. */
export interface Mail {
  readonly own: readonly Try[]
  readonly joined: Try[]
}

/** Tries of mails with the same envelope that are looked at, in either direction. */
const LOOKED_AT = 500
/** Milliseconds by which the times of two sessions may be apart from what they were. */
const BLUR = 2

interface Place {
  readonly tried: Try
  readonly mail: Mail
}

export class Envelopes {
  private readonly byMark = new Map<string, Place[]>()

  /** Adds a mail; quick where its tries are no older than those that are here. */
  add(mail: Mail): void {
    for (const tried of mail.own) this.addPlace({ tried, mail })
  }

  /** Adds many mails, quick however their tries stand in time to each other. */
  addAll(mails: readonly Mail[]): void {
    const places = mails.flatMap((mail) => mail.own.map((tried) => ({ tried, mail })))
    for (const place of places.toSorted((a, b) => a.tried.at - b.tried.at)) this.addPlace(place)
  }

  /** Null where no mail with its envelope fits. */
  homeOf(mail: Mail): Mail | null {
    const [first] = mail.own
    if (first === undefined) return null
    const marks = first.to.length > 0 ? first.to.map((recipient) => markOf(first, recipient)) : nobodyMarks(first)
    const lists = marks.map((mark) => this.byMark.get(mark) ?? [])
    const found = nearest(lists, first.at, ({ tried, mail: other }) => hasEnvelopeOf(first, tried) && fits(mail, other))
    return found?.mail ?? null
  }

  private addPlace(place: Place): void {
    const { tried } = place
    const marks = new Set([...tried.to.map((recipient) => markOf(tried, recipient)), ...nobodyMarks(tried)])
    for (const mark of marks) {
      const places = this.byMark.get(mark)
      if (places === undefined) this.byMark.set(mark, [place])
      else insert(places, place)
    }
  }
}

const markOf = ({ from }: Try, recipient: string) => `${from}\n${recipient}`.toLowerCase()

/** A try that was refused before it named anybody is told by its sender alone, if it is the same client. */
const nobodyMarks = ({ from, client }: Try) => (from === '' ? [] : [`${from.toLowerCase()}\n\n${client}`])

/** Whether all recipients of one are among those of the other: after a part was delivered, fewer are tried again. */
function hasEnvelopeOf(one: Try, other: Try): boolean {
  if (one.to.length === 0) return true
  const [fewer, more] = [lowered(one), lowered(other)].toSorted((a, b) => a.size - b.size)
  return [...(fewer ?? [])].every((recipient) => more?.has(recipient))
}

const lowered = ({ to }: Try) => new Set(to.map((recipient) => recipient.toLowerCase()))

/** Whether it can be the same mail: by its subject, and as nobody tries the same mail twice at once. */
function fits(mail: Mail, other: Mail): boolean {
  const [subject, others] = [subjectOf(mail), subjectOf(other)]
  if (subject !== null && others !== null && subject !== others) return false
  return !mail.own.some((one) => [...other.own, ...other.joined].some((tried) => atOnce(one, tried)))
}

const atOnce = (a: Try, b: Try) => a.at + BLUR < b.until && b.at + BLUR < a.until

function subjectOf({ own }: Mail): string | null {
  for (const { fingerprint } of own)
    if (fingerprint !== null && fingerprint.subject !== null) return fingerprint.subject
  return null
}

/** Of all lists the first from a time on that is wanted, or else the last before it. */
function nearest(lists: readonly Place[][], at: number, wanted: (place: Place) => boolean): Place | null {
  const starts = lists.map((places) => firstFrom(places, at))
  for (const step of [1, -1]) {
    const next = starts.map((start) => (step === 1 ? start : start - 1))
    for (let looked = 0; looked < LOOKED_AT; looked += 1) {
      let best = -1
      for (const [n, index] of next.entries()) {
        const time = lists[n]?.[index]?.tried.at
        if (time !== undefined && (best < 0 || (time - timeOf(lists, next, best)) * step < 0)) best = n
      }
      const place = lists[best]?.[next[best] ?? -1]
      if (place === undefined) break
      if (wanted(place)) return place
      next[best] = (next[best] ?? 0) + step
    }
  }
  return null
}

const timeOf = (lists: readonly Place[][], indices: readonly number[], n: number) =>
  lists[n]?.[indices[n] ?? -1]?.tried.at ?? 0

/** After all that began no later, mostly at the end. */
function insert(places: Place[], place: Place): void {
  const before = places.findLastIndex(({ tried }) => tried.at <= place.tried.at)
  places.splice(before + 1, 0, place)
}

/** Index of the first that began at a time or later; they are in order, so halving finds it. */
function firstFrom(places: readonly Place[], at: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle]?.tried.at ?? 0) >= at) high = middle
    else low = middle + 1
  }
  return low
}
