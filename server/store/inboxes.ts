/** The inboxes that are open, and to which of them a mail belongs. Asked for every mail, so it looks up and never searches. */
import { randomBytes } from 'node:crypto'
import type { Criteria } from '../../contract/criteria.ts'
import { INBOX_HEADER, type Inbox, type InboxWish } from '../../contract/inbox.ts'

const HOUR = 3_600_000
/** Inboxes that are remembered; the longest unused goes first. A test opens one each, and an hour of tests is few. */
const MOST = 10_000
const LONGEST_NAME = 32
const alphabet = 'abcdefghjkmnpqrstvwxyz0123456789'

interface Open {
  readonly inbox: Omit<Inbox, 'expiresAt' | 'messages'>
  readonly ttl: number
  readonly key: string
  expires: number
}

/** What tells whose a mail is. */
export interface Marks {
  readonly recipients: readonly string[]
  readonly user: string | null
  /** Values of the inbox header; only called when an inbox goes by it. */
  header(): readonly string[]
}

export class Inboxes {
  private readonly now: () => number
  /** In the order of their last use. */
  private readonly open = new Map<string, Open>()
  /** By domain, address, login or header value, each with the kind before it. */
  private readonly byMark = new Map<string, string>()
  private headers = 0

  constructor(now: () => number) {
    this.now = now
  }

  create(wish: InboxWish, cursor: string): Omit<Inbox, 'messages'> {
    this.expire()
    const slug = slugOf(wish.name ?? '')
    const id = `t-${slug === '' ? '' : `${slug}-`}${chance(10)}`
    const now = this.now()
    const isolate = wish.isolate ?? 'domain'
    const base = wish.baseAddress ?? 'inbox@mailsink.test'
    const at = base.lastIndexOf('@')
    const domain = isolate === 'domain' ? `${id}.${(wish.baseDomain ?? 'mailsink.test').toLowerCase()}` : null
    const plus = isolate === 'plus' ? `${base.slice(0, at)}+${id}${base.slice(at)}` : null
    const inbox: Open['inbox'] = {
      id,
      name: wish.name ?? null,
      isolate,
      domain,
      address: plus ?? (domain && `inbox@${domain}`),
      user: isolate === 'auth' ? id : null,
      header: isolate === 'header' ? { name: INBOX_HEADER, value: id } : null,
      scope: scopeOf(isolate, domain, plus, id),
      createdAt: new Date(now).toISOString(),
      cursor,
    }
    const key = `${isolate} ${(domain ?? plus ?? id).toLowerCase()}`
    const ttl = wish.ttl ?? HOUR
    const opened: Open = { inbox, ttl, key, expires: now + ttl }
    this.open.set(id, opened)
    this.byMark.set(key, id)
    if (isolate === 'header') this.headers += 1
    for (const oldest of this.open.keys()) {
      if (this.open.size <= MOST) break
      this.remove(oldest)
    }
    return shown(opened)
  }

  /** Null for one that is not there, or whose time is up. Asking is using. */
  get(id: string): Omit<Inbox, 'messages'> | null {
    const found = this.use(id)
    return found === null ? null : shown(found)
  }

  list(): Omit<Inbox, 'messages'>[] {
    this.expire()
    return [...this.open.values()].map(shown)
  }

  remove(id: string): void {
    const found = this.open.get(id)
    if (found === undefined) return
    this.open.delete(id)
    this.byMark.delete(found.key)
    if (found.inbox.isolate === 'header') this.headers -= 1
  }

  /** The ids of the inboxes that a mail belongs to: more than one only when it names several. */
  of(marks: Marks): readonly string[] {
    if (this.open.size === 0) return none
    const { recipients, user } = marks
    const keys = new Set<string>()
    for (const recipient of recipients) {
      const address = recipient.toLowerCase()
      keys.add(`domain ${address.slice(address.lastIndexOf('@') + 1)}`)
      if (address.includes('+')) keys.add(`plus ${address}`)
    }
    if (user !== null) keys.add(`auth ${user.toLowerCase()}`)
    if (this.headers > 0) for (const value of marks.header()) keys.add(`header ${value.trim().toLowerCase()}`)
    const found: string[] = []
    for (const key of keys) {
      const id = this.byMark.get(key)
      if (id !== undefined && this.use(id) !== null) found.push(id)
    }
    return found.length === 0 ? none : found
  }

  /** The criteria with an inbox by its id replaced by what makes a mail its own: an attempt that was refused has no inbox yet. */
  unfolded(criteria: Criteria): Criteria {
    const { inbox, any, all, not, ...rest } = criteria
    const scope = typeof inbox === 'string' ? this.open.get(inbox)?.inbox.scope : undefined
    return {
      ...rest,
      ...(inbox !== undefined && scope === undefined && { inbox }),
      ...(any && { any: any.map((one) => this.unfolded(one)) }),
      ...((all || scope) && { all: [...(all ?? []).map((one) => this.unfolded(one)), ...(scope ? [scope] : [])] }),
      ...(not && { not: this.unfolded(not) }),
    }
  }

  private use(id: string): Open | null {
    const found = this.open.get(id)
    if (found === undefined) return null
    const now = this.now()
    if (found.expires <= now) {
      this.remove(id)
      return null
    }
    found.expires = now + found.ttl
    this.open.delete(id)
    this.open.set(id, found)
    return found
  }

  private expire(): void {
    const now = this.now()
    for (const [id, { expires }] of this.open) if (expires <= now) this.remove(id)
  }
}

const none: readonly string[] = []

function shown({ inbox, expires }: Open): Omit<Inbox, 'messages'> {
  return { ...inbox, expiresAt: new Date(expires).toISOString() }
}

function scopeOf(isolate: Inbox['isolate'], domain: string | null, plus: string | null, id: string): Inbox['scope'] {
  switch (isolate) {
    case 'domain':
      return { rcpt: `*@${domain}` }
    case 'plus':
      return { rcpt: { is: plus ?? '' } }
    case 'auth':
      return { user: { is: id } }
    case 'header':
      return { header: { [INBOX_HEADER]: { is: id } } }
  }
}

/** A name as part of a domain: letters, digits and hyphens (RFC 1035, 2.3.1). */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return slug.slice(0, LONGEST_NAME).replaceAll(/^-+|-+$/g, '')
}

function chance(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('')
}
