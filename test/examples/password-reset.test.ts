/** A forgotten password, also of people who have none. The tests run at once and share one app and one sink. */
import type { Inbox } from 'mailsink'
import { test, type Visitor } from './test.ts'

/** Somebody who has an account; the mail of signing up is taken. */
async function account(app: Visitor, inbox: Inbox): Promise<string> {
  const email = inbox.address('ann')
  await app.submit('/sign-up', { email, password: 'forgotten' })
  const mail = await inbox.waitFor({ subject: 'confirm' })
  await app.open(mail.link('confirm').href)
  return email
}

test.concurrent('a link in a mail leads to a new password', async ({ app, inbox, expect }) => {
  const email = await account(app, inbox)
  await app.submit('/forgot-password', { email })

  const mail = await inbox.waitFor({ to: email, subject: 'reset your password' })
  expect(mail).toHaveLink('Choose a new password', { host: '127.0.0.1' })
  const { href } = mail.link('Choose a new password')
  expect(await app.submit(href, { password: 'new' })).toEqual({ status: 200, message: 'Your password is changed.' })

  expect(await app.submit('/log-in', { email, password: 'new' })).toMatchObject({ status: 200 })
  expect(await app.submit('/log-in', { email, password: 'forgotten' })).toMatchObject({ status: 401 })
})

test.concurrent('whoever has a new password is told so', async ({ app, inbox, expect }) => {
  const email = await account(app, inbox)
  await app.submit('/forgot-password', { email })
  const { href } = (await inbox.waitFor({ subject: 'reset' })).link(/\/reset-password/)

  const { messages } = await inbox.capture(() => app.submit(href, { password: 'new' }))
  expect(messages.map(({ subject }) => subject)).toEqual(['Your password was changed'])
})

test.concurrent('the token of a link is good once', async ({ app, inbox, expect }) => {
  const email = await account(app, inbox)
  await app.submit('/forgot-password', { email })

  const { href } = (await inbox.waitFor({ subject: 'reset' })).link('reset-password')
  expect(await app.submit(href, { password: 'new' })).toMatchObject({ status: 200 })
  expect(await app.submit(href, { password: 'newer' })).toMatchObject({ status: 403 })
})

test.concurrent('a stranger gets no mail: a later one is here, and none came before it', async ({ app, inbox }) => {
  const email = await account(app, inbox)
  const stranger = inbox.address('stranger')
  await app.submit('/forgot-password', { email: stranger })
  // Both go through the same queue, so the second cannot overtake the first.
  await app.submit('/forgot-password', { email })

  await inbox.expectNone({ to: stranger }, { before: { to: email, subject: 'reset' } })
})

test.concurrent('a stranger gets no mail: the app has sent all it had', async ({ app, inbox }) => {
  await app.submit('/forgot-password', { email: inbox.address('stranger') })

  await inbox.expectNone({}, { until: () => app.isIdle() })
})

test.concurrent('a stranger gets no mail: nothing comes for a while', async ({ app, inbox, expect }) => {
  await app.submit('/forgot-password', { email: inbox.address('stranger') })

  await expect(inbox).not.toHaveReceived({ subject: 'reset' })
})
