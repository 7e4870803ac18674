/** A sink that takes mail over SMTP, and the room in which requests wait for it. */
import { onTestFinished } from 'vitest'
import type { Store } from '../../contract/store.ts'
import type { Criteria } from '../../contract/criteria.ts'
import type { Diagnosis, NoneAnswer, NoneRequest, WaitAnswer, WaitRequest } from '../../contract/wait.ts'
import type { SinkOptions } from '../../server/sink-options.ts'
import { createWaits, type Waits } from '../../server/wait/waits.ts'
import { SmtpClient } from '../support/smtp-client.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'

export interface WaitingRoom extends TestSink {
  readonly waits: Waits
  /** One mail over a connection of its own; resolves after its 250 and the end of the session. */
  readonly send: (mail: Letter) => Promise<void>
  readonly connect: () => Promise<SmtpClient>
  /** Resolves when a wait has looked so many more times at what is under way. */
  readonly looked: (times: number) => Promise<void>
  readonly wait: (criteria: Criteria, options?: Partial<WaitRequest>) => Promise<WaitAnswer>
  readonly none: (criteria: Criteria, options?: Partial<NoneRequest>) => Promise<NoneAnswer>
}

export interface Letter {
  readonly to?: string | readonly string[]
  readonly from?: string
  readonly subject?: string
  readonly text?: string
  readonly headers?: string
}

const COMMON = { inbox: null, since: null, exclude: [], timeout: 10_000, quiet: 50, elapsed: 0 }

export async function waitingRoom(options: SinkOptions = {}): Promise<WaitingRoom> {
  const box = await startTestSink(options)
  const watchers = new Set<() => void>()
  let looks = 0
  const store: Store = {
    ...box.store,
    activity(criteria, fresh) {
      looks += 1
      for (const watcher of watchers) watcher()
      return box.store.activity(criteria, fresh)
    },
  }
  const waits = createWaits({
    store,
    surroundings: async () => ({ listening: ['smtp://127.0.0.1:1025'], url: null }),
  })
  onTestFinished(() => waits.stop())
  const connect = async () => {
    const client = await SmtpClient.connect(box.port)
    onTestFinished(() => client.destroy())
    await client.hello()
    return client
  }
  return {
    ...box,
    waits,
    looked: (times) =>
      new Promise((resolve) => {
        const from = looks
        const watcher = () => {
          if (looks - from < times) return
          watchers.delete(watcher)
          resolve()
        }
        watchers.add(watcher)
      }),
    connect,
    async send(letter) {
      const client = await connect()
      await deliver(client, letter)
      await client.quit()
    },
    wait: (criteria, more = {}) => waits.wait({ ...COMMON, count: 1, exact: false, per: 'message', ...more, criteria }),
    none: (criteria, more = {}) => waits.none({ ...COMMON, barrier: null, includeRefused: false, ...more, criteria }),
  }
}

/** Gives the code of the last reply. */
export async function deliver(client: SmtpClient, letter: Letter): Promise<number> {
  await begin(client, letter)
  await client.send('.\r\n')
  return (await client.reply()).code
}

/** Everything but the end of data. */
export async function begin(client: SmtpClient, letter: Letter): Promise<void> {
  const { to = 'ann@example.com', from = 'shop@example.com', subject = 'Hello', text = 'Hi', headers = '' } = letter
  const recipients = [to].flat()
  await client.say(`MAIL FROM:<${from}>`)
  for (const recipient of recipients) await client.say(`RCPT TO:<${recipient}>`)
  await client.say('DATA')
  await client.send(`From: ${from}\r\nTo: ${recipients.join(', ')}\r\nSubject: ${subject}\r\n${headers}\r\n${text}\r\n`)
}

/** The subjects of what was found. */
export function subjects(answer: WaitAnswer): string[] {
  if (answer.kind !== 'found') throw new Error(answer.diagnosis.message)
  return answer.messages.map(({ subject }) => subject)
}

export function failure(answer: WaitAnswer | NoneAnswer): Diagnosis {
  if (answer.kind !== 'failed') throw new Error(`The wait did not fail: ${answer.kind}`)
  return answer.diagnosis
}

export function proofOf(answer: NoneAnswer) {
  if (answer.kind !== 'none') throw new Error(answer.diagnosis.message)
  return answer.none
}
