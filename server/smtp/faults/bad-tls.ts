/** TLS that fails as it was asked to: certificates that are no good, a version that is too old, an alert. */
import tls from 'node:tls'
import type { FaultAction } from '../../../contract/fault.ts'
import { type Certificate, makeCertificate } from '../certificate.ts'

/** What fails in a handshake that is held. */
type BadContext = Exclude<Extract<FaultAction, { type: 'tls' }>['how'], 'alert' | 'close' | 'stall'>

/** The alert "handshake_failure", fatal (RFC 8446, 6), in a record that any version understands. */
export const HANDSHAKE_FAILURE = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28])

const DAY = 24 * 60 * 60 * 1000

/** What a handshake is to be held with. Made when it is needed. */
export async function badContext(how: BadContext, certificate: Certificate): Promise<tls.SecureContext> {
  switch (how) {
    case 'expired': {
      const { cert, key } = await makeCertificate([], { from: Date.now() - 30 * DAY, to: Date.now() - DAY })
      return tls.createSecureContext({ cert, key })
    }
    case 'wrong-name': {
      const { cert, key } = await makeCertificate(['wrong.name.invalid'], { only: true })
      return tls.createSecureContext({ cert, key })
    }
    case 'old-version': {
      const { cert, key } = certificate
      // OpenSSL 3 speaks TLS 1.0 at its lowest level only.
      return tls.createSecureContext({
        cert,
        key,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
    }
  }
}
