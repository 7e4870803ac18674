/** The attempts to deliver a mail, as a test holds them: those of the API, their times as dates. */
import type * as Wire from '../contract/attempts.ts'

/** One transaction that carried the mail. */
export interface MailAttempt extends Omit<Wire.MailAttempt, 'at'> {
  /** When its MAIL FROM came. */
  readonly at: Date
}

/** One mail and all attempts to deliver it, oldest first. */
export interface MailAttempts extends Omit<Wire.MailAttempts, 'attempts'> {
  readonly attempts: readonly MailAttempt[]
}

export function withDates(mail: Wire.MailAttempts): MailAttempts {
  return { ...mail, attempts: mail.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })) }
}
