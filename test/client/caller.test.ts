/** Whose line an error and a claim name. */
import { expect, test } from 'vitest'
import { called } from '../../client/common.ts'
import { caller } from '../../client/caller.ts'
import { MailError } from '../../client/errors.ts'
import { spelled } from '../../client/spell.ts'

test('the line is that of the test, and as from the project', () => {
  expect(caller().place()).toMatch(/^test\/client\/caller\.test\.ts:9$/)
})

test('an error begins at the line of the test, below its message', async () => {
  const error: unknown = await called(async () => spelled({ to: undefined } as object)).catch(
    (reason: unknown) => reason,
  )
  expect(error instanceof MailError && error.stack?.split('\n').slice(0, 2)).toEqual([
    'BadRequestError: The criterion "to" is undefined, and without it any mail would do. Give it a value, or leave it out.',
    expect.stringMatching(/^ {4}at .*test\/client\/caller\.test\.ts:13:/),
  ])
})

test('an error that has a line of the test already keeps it', () => {
  const inner = new MailError('inner')
  const { stack } = inner
  expect(caller().blame(inner).stack).toBe(stack)
})
