/** The entry `mailsink/client`: what a test needs of a sink that runs elsewhere. */
export { connectSink, type ConnectOptions } from './connect.ts'
export type { Criteria, Match, MatchRule, Wanted } from './criteria.ts'
export {
  BadRequestError,
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
  CountOptions,
  Cursor,
  Duration,
  EnvStyle,
  Inbox,
  InboxOptions,
  Message,
  NoneOptions,
  Sink,
  SnapshotOptions,
  Waiting,
  WaitOptions,
} from './sink.ts'
export type { Diagnosis } from '../contract/wait.ts'
