/** The `test` of these suites: that of mailsink, with an app that sends its mail to the sink. */
import { test as mailTest } from 'mailsink/vitest'
import { startApp } from './app/app.ts'

interface Answer {
  readonly status: number
  readonly message: string
}

/** The app as somebody at a browser has it. */
export interface Visitor {
  /** Opens a link. */
  open(url: string): Promise<Answer>
  /** Sends a form: to a path of the app, or to the address that a mail gave. */
  submit(to: string, form: Record<string, string>): Promise<Answer>
  /** Whether the app has sent all its mail. */
  isIdle(): boolean
}

export const test = mailTest.extend<{ app: Visitor }>({
  app: [
    async ({ sink }, use) => {
      const app = await startApp({ smtpUrl: sink.smtp.url })
      const ask = async (to: string, init?: RequestInit) => {
        const response = await fetch(new URL(to, app.url), init)
        return { status: response.status, message: ((await response.json()) as Answer).message }
      }
      await use({
        open: (url) => ask(url),
        submit: (to, form) =>
          ask(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) }),
        isIdle: () => app.isIdle(),
      })
      await app.stop()
    },
    { scope: 'file' },
  ],
})
