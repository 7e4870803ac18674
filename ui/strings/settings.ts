/** What the settings say. */
import type { Section } from '../state/route.ts'

export const sections: Record<Section, string> = {
  appearance: 'Appearance',
  keyboard: 'Keyboard',
  time: 'Time',
  preview: 'Preview',
  storage: 'Storage',
  about: 'About',
}

export const title = 'Settings'
export const documentTitle = (section: string) => `${section} · Settings · mailsink`

export const theme = 'Theme'
export const themes = { system: 'As the system', light: 'Light', dark: 'Dark' } as const
export const density = 'Density of lists'
export const densities = { comfortable: 'Comfortable', compact: 'Compact' } as const
export const layout = 'Where a message opens'
export const layouts = { right: 'Beside the list', bottom: 'Below the list', none: 'In place of the list' } as const
export const layoutsMore = {
  right: 'for wide screens',
  bottom: 'for long rows',
  none: 'one thing at a time',
} as const
export const list = 'The list of messages'
export const attempts = 'Show failed attempts'
export const attemptsMore = 'Sessions that delivered nothing stand among the messages, with the reason.'
export const probes = 'Show probes'
export const probesMore = 'Connections that said nothing, as health checks make them, stand there as well.'
export const autoOpen = 'Open the newest message by itself'
export const autoOpenMore =
  'Each message that arrives is opened, which helps while one sends the same mail again and again.'

export const on = 'On'
export const off = 'Off'
export const singleKeys = 'Single keys'
export const allKeys = 'All shortcuts'
export const allKeysMore = 'Those of a view are listed once it was open.'

export const zone = 'Times are shown in'
export const local = (name: string) => `This browser's time (${name})`
export const utc = 'UTC'
export const zones = { local: "This browser's time", utc: 'UTC' } as const
export const zoneMore =
  'In lists, in messages and in their tooltips. Times in headers and in raw text stay as they were written, and the API always answers in UTC.'

export const scheme = 'Colours of a message'
export const schemes = { light: 'Light', dark: 'Dark', invert: 'Inverted' } as const
export const schemesMore = {
  light: 'as most readers see it, whatever the theme of this page',
  dark: "with the sender's own styles for the dark, if there are any",
  invert: 'light and dark swapped by force: roughly what some mobile clients do',
} as const
export const remote = 'What lies elsewhere'
export const remotes = { ask: 'Ask', always: 'Always load' } as const
export const remotesMore = {
  ask: 'images, styles and fonts are loaded from other hosts when you say so',
  always: 'other hosts see that the message is being read, and from where',
} as const
export const images = 'Images'
export const imagesShown = 'Show images'
export const imagesMore = 'Off, their alternative texts are shown, as in a client that blocks images.'
export const scripts = 'Scripts'
export const strictPreview = 'Strict preview: not even a script of mailsink'
export const strictMore = 'Keys pressed in the mail are not heard then, nor is told where its links lead.'

export const held = 'Held by mailsink'
export const heldMore =
  'In memory only, so all of it ends with the process. Where a limit is reached, the oldest goes first.'
export const memory = 'Memory'
export const messages = 'Messages'
export const of = (value: string, most: string, percent: number) =>
  `${value} of ${most}, ${percent > 0 && percent < 1 ? 'less than 1' : Math.round(percent)} %`
export const sessionsKept = 'Sessions kept'
export const accepted = 'Messages accepted since the start'
export const refused = 'Refusals since the start'
export const deleted = 'Messages deleted'
export const evicted = 'Dropped by a limit'
export const evictedOf = (mails: string, sessions: string) => `${mails} messages, ${sessions} sessions`
export const limits = 'Limits'
export const messageSize = 'Size of a message'
export const recipients = 'Recipients of a message'
export const connections = 'Connections at once'
export const idle = 'Silence of a client'
export const transaction = 'Time for a message'
export const maxAge = 'Age of a message'
export const noLimit = 'no limit'

export const remembered = 'Remembered by this browser'
export const rememberedMore =
  'These settings, your saved views, and which messages were read. It stays in this browser and is sent nowhere.'
export const forget = 'Forget all of it'
export const forgotten = 'Forgotten. What you see stays as it is until the page is opened anew.'
export const reload = 'Reload'

export const unknown = 'mailsink has not answered yet.'
export const version = 'mailsink'
export const startedAt = 'Started'
export const page = 'This page'
export const rules = 'SMTP'
export const strict = 'strict: what the RFCs do not allow is refused'
export const lenient = 'lenient: what the RFCs do not allow is taken, and noted with the session'
export const listeners = 'Listeners'
export const noListener = 'None is on, so no mail can arrive.'
export const tls = { none: 'no TLS', starttls: 'STARTTLS offered', implicit: 'TLS from the first byte' } as const
export const auth = { offered: 'login optional', required: 'login required' } as const
export const copyUrl = (url: string) => `Copy ${url}`
export const certificate = 'Certificate'
export const certificateMore = 'Its SHA-256 fingerprint. A client that checks certificates has to be told to trust it.'
export const copyFingerprint = 'Copy the fingerprint'
export const pem = 'Download the certificate (PEM)'
export const more = 'More'
export const docs = 'The HTTP API, to read'
export const openapi = 'The HTTP API, as OpenAPI 3.1'
export const metrics = 'Metrics for Prometheus'
export const licence =
  'mailsink is free software under the MIT licence. The notices of what it is made of come with the package, in THIRD-PARTY-NOTICES.'
