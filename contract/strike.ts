/** How the SMTP room asks whether a fault strikes, and is told what to do then. */
import type { FaultAction, FaultRef, FaultReply, FaultStage } from './fault.ts'
import type { Delivery } from './intake.ts'

/** Where in a session it is asked, and what is known of the mail by then. */
export interface FaultPlace {
  readonly stage: FaultStage
  /** MAIL FROM of the transaction, at `mail` the one being answered; null before. */
  readonly from: string | null
  /** At `rcpt` the recipient being answered alone; at `data` and later the accepted ones; before, none. */
  readonly to: readonly string[]
  /** The login: at `auth` the one being judged, later one that was accepted. */
  readonly user: string | null
  /** The mail, at `end`; made when a rule goes by its header. */
  readonly delivery: (() => Delivery) | null
}

/** What a rule makes of the place. It has been counted already. */
export interface Strike {
  readonly fault: FaultRef
  readonly stage: FaultStage
  readonly reply: FaultReply | null
  readonly action: FaultAction | null
  /** Keep the mail first. */
  readonly store: boolean
}
