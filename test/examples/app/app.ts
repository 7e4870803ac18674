/** The app that the examples test: people sign up, confirm their address, log in, and reset a password they forgot. */
import { randomBytes, randomInt } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { createMailer } from './mailer.ts'
import { confirmation, passwordChanged, passwordReset } from './mails.ts'

export interface AppOptions {
  /** Where it sends its mail: `smtp://localhost:1025`. */
  readonly smtpUrl: string
}

export interface App {
  readonly url: string
  /** Whether all mail has been sent. */
  isIdle(): boolean
  stop(): Promise<void>
}

interface Account {
  readonly email: string
  password: string
  confirmed: boolean
  readonly code: string
}

export async function startApp({ smtpUrl }: AppOptions): Promise<App> {
  const mailer = createMailer(smtpUrl)
  const accounts = new Map<string, Account>()
  /** What a link in a mail is good for, once. */
  const tokens = new Map<string, Account>()
  const app = fastify({ forceCloseConnections: true })
  const url = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

  function link(path: string, account: Account): string {
    const token = randomBytes(16).toString('hex')
    tokens.set(token, account)
    return `${url()}${path}?token=${token}`
  }

  function redeem(token: string): Account | undefined {
    const account = tokens.get(token)
    tokens.delete(token)
    return account
  }

  app.post<{ Body: { email: string; password: string } }>('/sign-up', async ({ body: { email, password } }, reply) => {
    const account = { email, password, confirmed: false, code: String(randomInt(100_000, 1_000_000)) }
    accounts.set(email, account)
    mailer.send(confirmation(email, link('/confirm', account), account.code))
    return reply.code(202).send({ message: 'Look into your mail.' })
  })

  app.get<{ Querystring: { token: string } }>('/confirm', async ({ query: { token } }, reply) => {
    const account = redeem(token)
    if (account === undefined) return reply.code(403).send({ message: 'This link is not good any more.' })
    account.confirmed = true
    return { message: 'Your address is confirmed.' }
  })

  app.post<{ Body: { email: string; code: string } }>('/confirm', async ({ body: { email, code } }, reply) => {
    const account = accounts.get(email)
    if (account?.code !== code) return reply.code(403).send({ message: 'This is not the code.' })
    account.confirmed = true
    return { message: 'Your address is confirmed.' }
  })

  app.post<{ Body: { email: string; password: string } }>('/log-in', async ({ body: { email, password } }, reply) => {
    const account = accounts.get(email)
    const isRight = account?.confirmed === true && account.password === password
    return isRight ? { message: 'Welcome back.' } : reply.code(401).send({ message: 'Wrong address or password.' })
  })

  app.post<{ Body: { email: string } }>('/forgot-password', async ({ body: { email } }, reply) => {
    const account = accounts.get(email)
    // Nobody is to find out who has an account, so the answer is the same, and strangers get no mail.
    if (account !== undefined) mailer.send(passwordReset(email, link('/reset-password', account)))
    return reply.code(202).send({ message: 'If you have an account, look into your mail.' })
  })

  app.post<{ Querystring: { token: string }; Body: { password: string } }>(
    '/reset-password',
    async ({ query: { token }, body: { password } }, reply) => {
      const account = redeem(token)
      if (account === undefined) return reply.code(403).send({ message: 'This link is not good any more.' })
      account.password = password
      mailer.send(passwordChanged(account.email))
      return { message: 'Your password is changed.' }
    },
  )

  await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url: url(),
    isIdle: () => mailer.isEmpty(),
    async stop() {
      await app.close()
      await mailer.close()
    },
  }
}
