/** What a listener needs to know to play its role (design, section 4). */
import type { Limits } from '../../contract/info.ts'
import type { Intake } from '../../contract/intake.ts'
import type { ListenerName } from '../../contract/session.ts'
import type { Certificate } from './certificate.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'

/** What all listeners of a sink share. */
export interface SmtpSettings {
  readonly strict: boolean
  readonly limits: Limits
  /** The only logins that are good; empty takes any. */
  readonly users: readonly Credentials[]
  readonly tlsMin: TlsVersion
  readonly intake: Intake
  readonly newId: () => string
}

/** One listener's part. */
export interface Role {
  readonly name: ListenerName
  readonly tls: 'none' | 'starttls' | 'implicit'
  readonly auth: 'offered' | 'required'
  /** Whether AUTH is offered before STARTTLS. */
  readonly authPlaintext: boolean
  /** Null where `tls` is none. */
  readonly certificate: Certificate | null
}

/** Connections that are open on all listeners together. */
export interface Gate {
  open: number
}
