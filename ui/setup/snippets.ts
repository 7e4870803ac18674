/** How each language and framework sends a first mail here, ready to be pasted, for each way to connect. */
import { filled, type Templates } from '../state/snippets/template.ts'
import { addressOf, urlOf, type Way } from '../state/setup/ways.ts'

/** In the order of the tabs. */
export const TONGUES = [
  'curl',
  'swaks',
  'nodemailer',
  'python',
  'django',
  'rails',
  'laravel',
  'spring',
  'dotnet',
  'go',
  'php',
  'url',
] as const
export type Tongue = (typeof TONGUES)[number]

export function snippet(templates: Templates, tongue: Tongue, way: Way): string {
  const { host, port, security, login, offersTls } = way
  const isPlain = security === 'none'
  const isShort = isPlain && !offersTls
  return filled(templates, `setup ${tongue}`, {
    host,
    port,
    address: addressOf(way),
    url: urlOf(way),
    plain: when(isPlain),
    starttls: when(security === 'starttls'),
    noStarttls: when(security !== 'starttls'),
    tls: when(security === 'tls'),
    noTls: when(security !== 'tls'),
    secure: when(!isPlain),
    // A client may go over to TLS by itself, and has to be told not to.
    upgradable: when(isPlain && offersTls),
    // Where it may not, one call is enough.
    short: when(isShort),
    long: when(!isShort),
    login: when(login),
    noLogin: when(!login),
  })
}

const when = (isWanted: boolean) => (isWanted ? '' : null)
