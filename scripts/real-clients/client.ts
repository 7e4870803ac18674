/** A mail client as it is tried: what it is given to do, and what it tells. */

export interface Job {
  readonly port: number
  /** Mails to send, one behind the other: `Mail 1`, `Mail 2`, … to ann@example.com. */
  readonly mails: number
  /** Whether it is to log in first. */
  readonly login: boolean
  /** To be called when it is about to send the first: a client may need longer to start than a fault lasts. */
  readonly starts: () => Promise<void>
}

export interface MailClient {
  readonly name: string
  /** Null where it is not installed. */
  readonly version: string | null
  /** Resolves once it has given up, or has nothing left to send. */
  send(job: Job): Promise<Report>
}

export interface Report {
  readonly sent: number
  /** The first error, in the client's own words; null for none. */
  readonly error: string | null
}

/** What every client says it is, and writes to. */
export const FROM = 'shop@example.com'
export const TO = 'ann@example.com'
export const LOGIN = { user: 'shop', pass: 'secret' }

/** How long (s) a client waits for a reply. Their own defaults are up to ten minutes. */
export const PATIENCE = 3

export const mailText = (n: number) =>
  `From: ${FROM}\nTo: ${TO}\nSubject: Mail ${n}\nMessage-ID: <mail-${n}@example.com>\n\nIt works.\n`
