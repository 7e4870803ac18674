/** The certificate of the TLS listeners: the one that was given, or one made for this start and kept in memory. */
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

const DAY = 24 * 60 * 60 * 1000

export interface Certificate {
  /** PEM. */
  readonly cert: string
  readonly key: string
  /** SHA-256, colon-separated. */
  readonly fingerprint: string
}

/** The certificate of a sink, made (of a given one: read) when the first listener asks for it, once. */
export function certificateSource(given: { cert: string; key: string } | { names: string[] }) {
  let made: Certificate | null = null
  return {
    made: () => made,
    get: async () => {
      made ??= 'cert' in given ? certificateOf(given.cert, given.key) : await makeCertificate(given.names)
      return made
    },
  }
}

/** Throws when the PEM is not a certificate. */
export function certificateOf(cert: string, key: string): Certificate {
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 }
}

/**
 * Makes a certificate for localhost, the loopback addresses, this host's name and `names` (host names or IP addresses),
 * valid for a year from yesterday, so that a clock that is slightly off does no harm; with `only` for `names` alone,
 * and from and to other times (ms since 1970) where a fault wants one that is no good.
 *
 * It may sign (and has signed only itself), so that a client can trust it by its PEM alone.
 */
export async function makeCertificate(
  names: readonly string[],
  { only = false, from = Date.now() - DAY, to = Date.now() + 365 * DAY } = {},
): Promise<Certificate> {
  // Loaded here: most sinks of a test never speak TLS.
  const { generate } = await import('selfsigned')
  const all = only ? names : [...new Set(['localhost', hostname(), ...names, '127.0.0.1', '::1'])]
  const made = await generate([{ name: 'commonName', value: 'mailsink' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(to),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: all.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  })
  return certificateOf(made.cert, made.private)
}
