/** Signing up, tested through the mail that comes of it. The tests run at once and share one app and one sink. */
import { test } from './test.ts'

test.concurrent('a link confirms the address', async ({ app, inbox, expect }) => {
  const email = inbox.address('ann')
  await app.submit('/sign-up', { email, password: 'secret' })

  const mail = await inbox.waitFor({ subject: 'confirm your address' })
  expect(mail).toBeAddressedTo(email)
  expect(await app.open(mail.link('Confirm').href)).toEqual({ status: 200, message: 'Your address is confirmed.' })

  expect(await app.submit('/log-in', { email, password: 'secret' })).toMatchObject({ status: 200 })
  await inbox.expectNoMore()
})

test.concurrent('a code confirms it as well', async ({ app, inbox, expect }) => {
  const email = inbox.address('ann')
  await app.submit('/sign-up', { email, password: 'secret' })

  const code = (await inbox.waitFor({ subject: 'confirm', to: email })).code()
  expect(await app.submit('/confirm', { email, code })).toMatchObject({ status: 200 })
})

test.concurrent('the code of somebody else does not', async ({ app, inbox, expect }) => {
  const [ann, bob] = [inbox.address('ann'), inbox.address('bob')]
  await app.submit('/sign-up', { email: ann, password: 'secret' })
  await app.submit('/sign-up', { email: bob, password: 'secret' })

  const [toAnn] = await inbox.waitForEach([{ to: ann }, { to: bob }])
  const code = toAnn?.code() ?? ''
  expect(await app.submit('/confirm', { email: bob, code })).toEqual({ status: 403, message: 'This is not the code.' })
})

test.concurrent('a link is good once', async ({ app, inbox, expect }) => {
  await app.submit('/sign-up', { email: inbox.address('ann'), password: 'secret' })

  const { href } = (await inbox.waitFor()).link('confirm')
  expect(await app.open(href)).toMatchObject({ status: 200 })
  expect(await app.open(href)).toEqual({ status: 403, message: 'This link is not good any more.' })
})

test.concurrent('signing up twice sends two mails, each with a link of its own', async ({ app, inbox, expect }) => {
  const form = { email: inbox.address('ann'), password: 'secret' }
  await app.submit('/sign-up', form)
  await app.submit('/sign-up', form)

  const mails = await inbox.waitForCount(2, { subject: 'confirm' }, { exact: true })
  expect(new Set(mails.map((mail) => mail.link('confirm').href)).size).toBe(2)
})

test.concurrent('the mail reads as it did', async ({ app, inbox, expect }) => {
  await app.submit('/sign-up', { email: inbox.address('ann'), password: 'secret' })

  await expect(await inbox.waitFor()).toMatchEmailSnapshot()
})
