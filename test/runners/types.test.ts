/** The types of the adapters, in a project of each runner. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProject, type Project } from './project.ts'

let project: Project

beforeAll(async () => {
  project = await openProject()
})

afterAll(async () => await project[Symbol.asyncDispose]())

const TYPED = `
  await expect(inbox).toHaveReceived({ subject: 'welcome' }, { timeout: '5s' })
  await expect(inbox).not.toHaveReceived({ subject: /invoice/ }, { quiet: 100, until: () => true })
  await expect(sink).toHaveReceivedTimes(2, {}, { per: 'recipient' })
  const message = await inbox.waitFor()
  expect(message).toBeAddressedTo(inbox.address('ann'))
  expect(message).toHaveLink('confirm', { host: 'app.test' })
  expect(message).toHaveCode(/^\\d{6}$/)
  expect(message).toHaveAttachment({ filename: '*.pdf', type: 'application/pdf' })
  expect(message).toHaveHeader('List-Unsubscribe')
  await expect(message).toMatchEmailSnapshot({ html: false })
  expect(message.subject).toBe('welcome')
  const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 451 }, scope: { rcpt: /^ann@/ }, times: 2, ttl: '5m' })
  await inbox.fault('greylisting')
  await sink.fault({ preset: 'greylisting', scope: { all: true }, onUnhit: 'ignore' })
  await expect(fault).toHaveBeenHit(1)
  await expect(fault).not.toHaveBeenHit()
  await expect(inbox).toHaveRetried({ times: 2, backoff: 'growing' }, { subject: 'welcome' }, { timeout: '5s', quiet: 0 })
  await expect(inbox).toHaveDeliveredOnce({ subject: 'welcome' })
  const seen: Date | undefined = (await message.attempts()).attempts[0]?.at
  expect([seen, (await fault.hit()).at]).toBe([])
  // @ts-expect-error: there is no such stage
  await inbox.fault({ stage: 'rctp', reply: { code: 451 } })
  // @ts-expect-error: a sink is everybody's, so whose mail is meant has to be said
  await sink.fault({ preset: 'greylisting' })
  // @ts-expect-error: nor such an option
  await inbox.fault({ preset: 'greylisting', tims: 1 })
  // @ts-expect-error: there is no such criterion
  await expect(inbox).toHaveReceived({ subjct: 'welcome' })
  // @ts-expect-error: nor such a property, so its type is not any
  inbox.nonsense`

test.each([
  [
    'Vitest',
    ['node'],
    `import { expect, test } from 'mailsink/vitest'\ntest('x', async ({ inbox, sink }) => {${TYPED}})`,
  ],
  [
    'Jest with @jest/globals',
    ['node'],
    `import { expect, test } from '@jest/globals'
     import { useInbox } from 'mailsink/jest'
     const { inbox, sink } = useInbox({ isolate: 'plus' })
     test('x', async () => {${TYPED}})`,
  ],
  [
    'Jest with @types/jest',
    ['node', 'jest'],
    `import { useInbox } from 'mailsink/jest'
     const { inbox, sink } = useInbox()
     test('x', async () => {${TYPED}})`,
  ],
  [
    'Playwright',
    ['node'],
    `import { mergeTests, test as base } from '@playwright/test'
     import { expect, mailTest, openEmail } from 'mailsink/playwright'
     const test = mergeTests(base, mailTest)
     test('x', async ({ inbox, page, sink }) => {${TYPED}
       await openEmail(page, message)
     })`,
  ],
])('%s: the types compile without skipLibCheck', async (_, types, source) => {
  for (const [moduleResolution, module] of [
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ]) {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types,
    }
    await project.write('types/use.ts', source)
    await project.write('types/tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
    expect((await project.node({}, tsc, '-p', 'types')).output).toBe('')
  }
})
