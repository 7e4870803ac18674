/** Which tries were of the same mail: first by what came of it, then, where too little came, by the envelope. */
import type { MailAttempt } from '../../../contract/attempts.ts'
import { alike, bodiesOf, idOf } from './alike.ts'
import { Envelopes, type Mail } from './envelopes.ts'
import type { Try } from './try.ts'

/** A try, and by what it is known to be of its mail. */
export interface KnownTry {
  readonly tried: Try
  readonly known: MailAttempt['known']
}

/** The tries of each mail, oldest first, and the mails by their first tries. */
export function grouped(tries: readonly Try[]): KnownTry[][] {
  const mails = alike(tries.toSorted((a, b) => a.at - b.at))
    .map((own): Mail => ({ own, joined: [] }))
    .toSorted((a, b) => begun(a) - begun(b))
  const [whole, told] = [mails.filter(isWhole), new Envelopes()]
  told.addAll(whole)
  const [rest, others]: [Mail[], Envelopes] = [[], new Envelopes()]
  for (const mail of mails) {
    if (isWhole(mail)) continue
    // Where no mail with its envelope ever came whole, it is with others of its kind.
    const home = told.homeOf(mail) ?? others.homeOf(mail)
    if (home !== null) home.joined.push(...mail.own)
    else {
      rest.push(mail)
      others.add(mail)
    }
  }
  return [...whole, ...rest].map(knownTries).toSorted((a, b) => startOf(a) - startOf(b))
}

const begun = ({ own }: Mail) => own[0]?.at ?? 0
const startOf = ([first]: readonly KnownTry[]) => first?.tried.at ?? 0

/** Whether a try of it brought all of it: it is told from other mails then, be its content known or gone. */
const isWhole = ({ own }: Mail) =>
  own.some(({ fingerprint, message }) => message !== null || (fingerprint !== null && fingerprint.body !== null))

function knownTries({ own, joined }: Mail): KnownTry[] {
  const times = new Map<string, number>()
  for (const tried of own)
    for (const key of [idOf(tried) ?? [], bodiesOf(tried)].flat()) times.set(key, (times.get(key) ?? 0) + 1)
  const isShared = (key: string) => (times.get(key) ?? 0) > 1
  const knownBy = (tried: Try): MailAttempt['known'] => {
    const id = idOf(tried)
    if (id !== null && isShared(id)) return 'message_id'
    if (bodiesOf(tried).some(isShared)) return 'body'
    if (id !== null) return 'message_id'
    return tried.fingerprint === null || tried.fingerprint.body === null ? 'envelope' : 'body'
  }
  return [
    ...own.map((tried) => ({ tried, known: knownBy(tried) })),
    ...joined.map((tried) => ({ tried, known: 'envelope' as const })),
  ].toSorted((a, b) => a.tried.at - b.tried.at)
}
