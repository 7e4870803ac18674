/** What the page about connecting says. */
import { count } from '../state/format.ts'
import type { Tongue } from '../setup/snippets.ts'
import type { Security } from '../state/setup/ways.ts'

export const tongues: Record<Tongue, string> = {
  curl: 'curl',
  swaks: 'swaks',
  nodemailer: 'Nodemailer',
  python: 'Python',
  django: 'Django',
  rails: 'Rails',
  laravel: 'Laravel',
  spring: 'Spring',
  dotnet: '.NET',
  go: 'Go',
  php: 'PHP',
  url: 'SMTP_URL',
}

export const securities: Record<Security, string> = { none: 'plain', starttls: 'STARTTLS', tls: 'TLS' }

/** How the certificate is checked, instead of taken as it comes. */
const checking: Record<Tongue, string> = {
  curl: '--cacert mailsink.pem in the place of --insecure',
  swaks: 'add --tls-verify --tls-ca-path mailsink.pem',
  nodemailer: 'leave out the line with tls, and start with NODE_EXTRA_CA_CERTS=mailsink.pem',
  python: 'context=ssl.create_default_context(cafile="mailsink.pem")',
  django: 'it is checked in any case, so start with SSL_CERT_FILE=mailsink.pem',
  rails: 'ca_file: "mailsink.pem" in the place of openssl_verify_mode',
  laravel: 'it is checked in any case, so openssl.cafile=/path/to/mailsink.pem in php.ini',
  spring: 'leave out ssl.trust, and keytool -importcert -file mailsink.pem into a trust store',
  dotnet: 'leave out the callback, and start with SSL_CERT_FILE=mailsink.pem',
  go: 'ServerName in the place of InsecureSkipVerify, and SSL_CERT_FILE=mailsink.pem',
  php: "'cafile' => 'mailsink.pem' in the place of the two others",
  url: 'trust mailsink.pem in your client, or tell it not to check',
}

export const trust = (tongue: Tongue) => `To have the certificate checked: ${checking[tongue]}.`
export const titleFirst = 'Send your first message'
export const title = 'Connect an application'
export const intro = 'Any address will do: every mail is kept here, and none is delivered to anybody.'
export const none = 'No SMTP listener is on, so no mail can arrive. Start mailsink with --smtp-port.'
export const wayLabel = 'Where to connect'
export const tonguesLabel = 'Language'
export const withLogin = 'login'
export const copy = 'Copy'
export const copySnippet = (tongue: Tongue) => `Copy the snippet for ${tongues[tongue]}`
export const anyLogin = 'Any user and password will do, unless mailsink was started with --auth.'
export const test = 'Send a test message'
export const testAbout = 'mailsink sends one to itself over SMTP and opens it.'
export const soFar = (addresses: string, n: number) =>
  `Listening on ${addresses}. ${count(n, 'connection', 'connections')} so far.`
export const nothing = (n: number) => `${count(n, 'connection', 'connections')}, nothing delivered: `
export const why = 'see why →'
export const newest = 'Open the newest message'
export const certificate = 'Certificate'
export const download = 'Download mailsink.pem'
export const fingerprint = 'SHA-256'
export const copyFingerprint = 'Copy the SHA-256 fingerprint'
export const compose = 'In docker-compose'
export const composeAbout = 'Services reach it by its name, and by the port within the network:'
