/** The outgoing mail of an app, sent as it should be: what fails for now is tried again, what fails for good is not. */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createTransport, type Failure, type Server } from './nodemailer.ts'

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
}

/** What became of a mail. */
export interface Outcome {
  readonly delivered: readonly string[]
  /** By recipient, the last answer of the server, or what happened instead of one. */
  readonly failed: Readonly<Record<string, string>>
}

/** Milliseconds between the attempts. A real queue begins with minutes, and goes on for days. */
const PAUSES = [40, 240, 720]

export function createQueue(server: Server) {
  const transport = createTransport(server)

  /** The recipients that have not got it, each with the reason. */
  async function attempt(mail: object, from: string, to: readonly string[]): Promise<Map<string, Failure>> {
    try {
      const { rejectedErrors = [] } = await transport.sendMail({ ...mail, envelope: { from, to } })
      return new Map(rejectedErrors.map((failure) => [failure.recipient ?? '', failure]))
    } catch (error) {
      const failure = error as Failure
      const each = new Map(failure.rejectedErrors?.map((one) => [one.recipient, one]))
      return new Map(to.map((address) => [address, each.get(address) ?? failure]))
    }
  }

  return {
    async send({ from, to, subject }: Mail): Promise<Outcome> {
      // The Message-ID is made once: by it a recipient who gets two copies after all can tell that they are one mail.
      const messageId = `<${randomUUID()}@acme.example>`
      const mail = { from, to, subject, messageId, text: 'Thank you.' }
      const failed: Record<string, string> = {}
      let waiting = [...to]
      for (const pause of [...PAUSES, null]) {
        const reasons = await attempt(mail, from, waiting)
        const isOver = (reason: Failure) => isForGood(reason) || pause === null
        for (const [address, reason] of reasons) if (isOver(reason)) failed[address] = reason.response ?? reason.message
        waiting = [...reasons.keys()].filter((address) => !(address in failed))
        if (waiting.length === 0 || pause === null) break
        await setTimeout(pause)
      }
      return { delivered: to.filter((address) => !(address in failed)), failed }
    },
    close: () => transport.close(),
  }
}

/** A reply that begins with 5. Without a reply, as after a lost connection, nobody knows: it has to be tried again. */
function isForGood({ responseCode = 0 }: Failure): boolean {
  return responseCode >= 500
}
