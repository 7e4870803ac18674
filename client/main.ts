/** The entry `mailsink/client`: what a test needs of a sink that runs elsewhere. */
export { connectSink, type ConnectOptions } from './connect.ts'
export type { Criteria, Match, MatchRule, Wanted } from './criteria.ts'
export {
  BadRequestError,
  FaultNotHitError,
  HistoryLostError,
  MailError,
  MailTimeoutError,
  NeverQuietError,
  NothingToPickError,
  NotWiredError,
  RefusedAttemptError,
  TooManyError,
  UnexpectedMessageError,
  UnreachableError,
  VacuousError,
  WrongServerError,
} from './errors.ts'
export type {
  Attachment,
  Cursor,
  Duration,
  EnvStyle,
  Inbox,
  InboxOptions,
  Message,
  Sink,
  SnapshotOptions,
  Waiting,
} from './sink.ts'
export type { CountOptions, NoneOptions, WaitOptions } from './wait-options.ts'
export type { Fault, FaultActionOptions, FaultHit, FaultOptions, FaultReplyOptions, FaultScope } from './fault.ts'
export type { MailAttempt, MailAttempts } from './mail-attempts.ts'
export type { FaultPreset, FaultStage } from '../contract/fault.ts'
export type { Diagnosis } from '../contract/wait.ts'
