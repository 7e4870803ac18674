/** A project that has mailsink beside the runners, and an app whose mail is tested. */
import { type Installed, install } from '../support/installed.ts'

// An app of three lines; what it sends is nodemailer's business.
const APP = `
import { createTransport } from 'nodemailer'
export async function signUp(url, to) {
  const text = 'Confirm at http://app.test/confirm?token=abc'
  await createTransport(url).sendMail({ from: 'shop@acme.test', to, subject: 'Welcome to Acme', text })
}`

/** The same test in every runner: what comes, what does not, a message looked at, and a snapshot of it. */
export const WELCOMES = `
  await signUp(sink.smtp.url, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'welcome' })
  const message = await inbox.waitFor({ subject: 'welcome' })
  expect(message).toBeAddressedTo(inbox.address('ann'))
  expect(message).toHaveLink('confirm', { host: 'app.test' })
  await expect(inbox).not.toHaveReceived({ subject: 'invoice' }, { quiet: 1 })
  await expect(message).toMatchEmailSnapshot()`

export const FAILS = `
  await signUp(sink.smtp.url, inbox.address('ann'))
  await expect(inbox).toHaveReceived({ subject: 'invoice' }, { timeout: 1 })`

export interface Project extends Installed {
  /** Runs Node in the project; `output` is all that it printed, without colours. */
  node(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<{ code: number; output: string }>
}

export async function openProject(): Promise<Project> {
  const runners = ['vitest', 'jest', '@jest/globals', 'expect', '@types/jest', '@playwright/test']
  const installed = await install([...runners, '@types/node', 'nodemailer'])
  await installed.write('app.js', APP)
  return {
    ...installed,
    async node(env, ...args) {
      const { code, stdout, stderr } = await installed.tried({ FORCE_COLOR: '0', ...env }, process.execPath, ...args)
      // eslint-disable-next-line no-control-regex
      return { code, output: `${stdout}${stderr}`.replace(/\u001b\[\d+m/g, '') }
    },
  }
}

/** The names of the tests whose mail a running sink still has: an inbox is named after its test. */
export function testsOf(messages: readonly { readonly inbox: string | null }[]): string[] {
  return messages.map(({ inbox }) => /^t-([a-z-]+)-\w+$/.exec(inbox ?? '')?.[1] ?? String(inbox))
}
