/** Mail that arrives, over SMTP or not: it gets its id, its number and its inboxes, is kept and told, and room is made for it. */
import { INBOX_HEADER } from '../../contract/inbox.ts'
import type { Delivery } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import type { Budget } from './budget.ts'
import type { Chronicle } from './chronicle.ts'
import type { Inboxes } from './inboxes.ts'
import type { Keep } from './keep.ts'
import { StoredMessage } from './message.ts'
import type { Sums } from './sums.ts'
import type { Updates } from './updates.ts'

interface Parts {
  readonly keep: Keep
  readonly budget: Budget
  readonly chronicle: Chronicle
  readonly updates: Updates
  readonly inboxes: Inboxes
  readonly sums: Sums
  readonly reader: MailReader
  readonly newId: () => string
  readonly now: () => number
}

/** Takes in a delivery; the bytes that were reserved for it count as the message's from then on. */
export type Receive = (delivery: Delivery, reserved: number) => StoredMessage

export function createReceive({ keep, budget, chronicle, updates, inboxes, sums, reader, newId, now }: Parts): Receive {
  return (delivery, reserved) => {
    const { envelope, session, payload } = delivery
    const header = () => reader.field(payload.raw() ?? new Uint8Array(0), INBOX_HEADER)
    const belongs = inboxes.of({ recipients: envelope.to, user: session.user, header })
    const message = new StoredMessage(newId(), chronicle.sequence.next(), now(), delivery, belongs)
    payload.keep(message.id)
    keep.addMessage(message)
    budget.reserve(-reserved)
    sums.addAccepted(payload.rawSize)
    chronicle.messageAdded(message)
    budget.makeRoom()
    if (chronicle.digestsWanted) updates.want(message)
    return message
  }
}
