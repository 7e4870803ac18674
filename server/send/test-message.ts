/** Sends the test message through one of the sink's own listeners, as any app would: the conversation is there to be seen, too. */
import { randomInt } from 'node:crypto'
import type { BoundListener } from '../../contract/info.ts'
import type { Message } from '../../contract/message.ts'
import type { TestMessageOutcome, TestMessageWish } from '../../contract/test-message.ts'
import { deliver, type Place, RefusedError } from './deliver.ts'
import { composeTestMail, TEST_SENDER } from './test-mail.ts'

export interface TestMessageSender {
  readonly listeners: readonly BoundListener[]
  /** Logins that are accepted; none when any is. */
  readonly users: readonly { readonly user: string; readonly password: string }[]
  message(id: string): Promise<Pick<Message, 'session'> | null>
}

/** Resolves once the mail is stored. Rejects with the socket's error. */
export async function sendTestMessage(wish: TestMessageWish, sender: TestMessageSender): Promise<TestMessageOutcome> {
  const place = placeOf(sender)
  if (place === null) return { kind: 'off' }
  const { to = 'you@example.test', subject = 'Your test message is here ✉' } = wish
  const raw = composeTestMail({
    to,
    subject: oneLine(subject),
    code: String(randomInt(100_000, 1_000_000)),
    at: new Date(),
  })
  try {
    const { text } = await deliver(place, { from: TEST_SENDER, to: [to], raw })
    // The reply to the end of data ends with the id of the message.
    const id = /\b[0-9a-z]{26}\b/.exec(text)?.[0] ?? ''
    const session = (await sender.message(id))?.session.id ?? null
    if (session === null) return { kind: 'refused', reply: `${text}; a limit has dropped it already` }
    return { kind: 'sent', id, session }
  } catch (error) {
    if (error instanceof RefusedError) return { kind: 'refused', reply: error.message }
    throw error
  }
}

/** The first listener that is on: the plain one asks for nothing, the others for what their ports are known for. */
function placeOf({ listeners, users }: TestMessageSender): Place | null {
  const [listener] = listeners
  if (listener === undefined) return null
  const { port, tls, auth } = listener
  const login = auth === 'required' ? (users[0] ?? { user: 'test', password: 'test' }) : null
  return { host: hostOf(listener), port, tls: login === null && tls === 'starttls' ? 'none' : tls, login }
}

/** All addresses are none to connect to. */
function hostOf({ host }: BoundListener): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ')
