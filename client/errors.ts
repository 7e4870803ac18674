/** What a test is told when something is not as it should be. The message is ready to be read; `diagnostics` has it as data. */
import type { Diagnosis } from '../contract/wait.ts'
import type { Message } from './sink.ts'

/** The common ancestor: `catch (error) { if (error instanceof MailError) error.diagnostics }`. */
export class MailError extends Error {
  override readonly name: string = 'MailError'
  /** What was found out; null where the message says it all. */
  readonly diagnostics: Diagnosis | null
  constructor(message: string, diagnostics: Diagnosis | null = null) {
    super(message)
    this.diagnostics = diagnostics
  }
}

/** What was wanted did not come in time; `messages` came, but were too few. */
export class MailTimeoutError extends MailError {
  override readonly name = 'MailTimeoutError'
  readonly messages: readonly Message[]
  constructor(message: string, diagnostics: Diagnosis | null, messages: readonly Message[]) {
    super(message, diagnostics)
    this.messages = messages
  }
}

/** More came than the exact number that was wanted. */
export class TooManyError extends MailError {
  override readonly name = 'TooManyError'
  readonly messages: readonly Message[]
  constructor(message: string, diagnostics: Diagnosis, messages: readonly Message[]) {
    super(message, diagnostics)
    this.messages = messages
  }
}

/** A message came that should not have. */
export class UnexpectedMessageError extends MailError {
  override readonly name = 'UnexpectedMessageError'
  readonly messages: readonly Message[]
  constructor(message: string, diagnostics: Diagnosis | null, messages: readonly Message[]) {
    super(message, diagnostics)
    this.messages = messages
  }
}

/** Nothing came, but somebody tried (`includeRefused`). */
export class RefusedAttemptError extends MailError {
  override readonly name = 'RefusedAttemptError'
}

/** Something was under way all the time, so that nothing could be told. */
export class NeverQuietError extends MailError {
  override readonly name = 'NeverQuietError'
}

/** The place that was counted from is of another start, or a limit dropped what might have counted. */
export class HistoryLostError extends MailError {
  override readonly name = 'HistoryLostError'
}

/** Nobody has ever spoken SMTP to the sink, so that the absence of mail proves nothing (`onVacuous: 'fail'`). */
export class VacuousError extends MailError {
  override readonly name = 'VacuousError'
}

/** `assertWired`: nobody has spoken SMTP to the sink. */
export class NotWiredError extends MailError {
  override readonly name = 'NotWiredError'
}

/** A fault was not hit, or not so often: in the time of `hit()`, or to the end of the test. `faults` are the ids. */
export class FaultNotHitError extends MailError {
  override readonly name = 'FaultNotHitError'
  readonly faults: readonly string[]
  constructor(message: string, faults: readonly string[]) {
    super(message)
    this.faults = faults
  }
}

/** A message has no such link or code, or more than one. */
export class NothingToPickError extends MailError {
  override readonly name = 'NothingToPickError'
}

/** The sink refused what was asked: an unknown criterion, a pattern that is none. */
export class BadRequestError extends MailError {
  override readonly name = 'BadRequestError'
}

/** Nobody answers where the sink should be. */
export class UnreachableError extends MailError {
  override readonly name = 'UnreachableError'
}

/** Somebody answers where the sink should be, but not as mailsink does. */
export class WrongServerError extends MailError {
  override readonly name = 'WrongServerError'
}

/** The error that a failed wait is. */
export function errorOf(diagnosis: Diagnosis, messages: readonly Message[]): MailError {
  const { code, message } = diagnosis
  switch (code) {
    case 'wait_timeout':
      return new MailTimeoutError(message, diagnosis, messages)
    case 'too_many':
      return new TooManyError(message, diagnosis, messages)
    case 'unexpected_message':
      return new UnexpectedMessageError(message, diagnosis, messages)
    case 'refused_attempt':
      return new RefusedAttemptError(message, diagnosis)
    case 'never_quiet':
      return new NeverQuietError(message, diagnosis)
    case 'history_lost':
      return new HistoryLostError(message, diagnosis)
  }
}
