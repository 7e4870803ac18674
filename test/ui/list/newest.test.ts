import { expect, test } from 'vitest'
import type { MessageSummary } from '../../../contract/message.ts'
import { createNewest } from '../../../ui/state/list/newest.ts'
import { added, summary } from '../samples.ts'
import { aPage } from './an-app.ts'

async function loaded(messages: readonly MessageSummary[]) {
  const page = aPage(messages)
  const { autoOpen } = page.app.part(createNewest)
  await page.load()
  return { ...page, autoOpen }
}

test('the newest opens by itself where that is wanted', async () => {
  const { autoOpen, path, tell } = await loaded([summary(3), summary(2)])
  autoOpen.choose(true)
  expect(path()).toBe('messages')
  tell(added(4))
  await expect.poll(path).toBe('messages/m4')
})

test('the latest is gone on to, also when it is yet to come', async () => {
  const { app, path, tell } = await loaded([])
  app.navigation.go({ kind: 'latest' })
  expect(path()).toBe('messages/latest')
  tell(added(1))
  await expect.poll(path).toBe('messages/m1')
})
