/** The error that a failed wait is. */
import { expect, test } from 'vitest'
import {
  HistoryLostError,
  MailError,
  MailTimeoutError,
  NeverQuietError,
  RefusedAttemptError,
  TooManyError,
  UnexpectedMessageError,
} from '../../client/main.ts'
import { errorOf } from '../../client/errors.ts'
import type { Diagnosis, WaitFailure } from '../../contract/wait.ts'

const diagnosis = (code: WaitFailure) => ({ code, message: 'Because.' }) as Diagnosis

test.each<[WaitFailure, new (...args: never[]) => MailError]>([
  ['wait_timeout', MailTimeoutError],
  ['too_many', TooManyError],
  ['unexpected_message', UnexpectedMessageError],
  ['refused_attempt', RefusedAttemptError],
  ['never_quiet', NeverQuietError],
  ['history_lost', HistoryLostError],
])('%s has a class of its own, says why, and has the facts', (code, kind) => {
  const error = errorOf(diagnosis(code), [])
  expect(error).toBeInstanceOf(kind)
  expect(error).toBeInstanceOf(MailError)
  expect(error.name).toBe(kind.name)
  expect(error.message).toBe('Because.')
  expect(error.diagnostics?.code).toBe(code)
  expect(String(error)).toBe(`${kind.name}: Because.`)
})
