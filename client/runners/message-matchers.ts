/** What can be asked of one message. Each question looks only at what is there, so the answer comes at once. */
import type { Message } from '../sink.ts'
import { contains, fits } from './fits.ts'
import { messageOf } from './receiver.ts'
import type { Verdict } from './verdict.ts'

export const messageMatchers = { toBeAddressedTo, toHaveLink, toHaveCode, toHaveAttachment, toHaveHeader }

function toBeAddressedTo(received: unknown, address: string | RegExp): Verdict {
  const message = messageOf('toBeAddressedTo', received)
  const places = [
    ...message.envelope.to.map((to) => ({ where: 'RCPT TO', address: to })),
    ...message.to.map((to) => ({ where: 'To', address: to.address })),
    ...message.cc.map((to) => ({ where: 'Cc', address: to.address })),
  ]
  const rows = places.map((place) => `${place.where}: ${place.address}`)
  return verdict(
    message,
    places.some((place) => fits(place.address, address)),
    [`is not addressed to ${shown(address)}`, `is addressed to ${shown(address)}`],
    ['Its recipients', rows],
  )
}

function toHaveLink(received: unknown, match?: string | RegExp, options: { host?: string } = {}): Verdict {
  const message = messageOf('toHaveLink', received)
  const { host } = options
  const hit = message.links.some(
    ({ href, text }) =>
      (match === undefined || contains(href, match) || contains(text, match)) &&
      (host === undefined || isAt(href, host)),
  )
  const wanted = `link${match === undefined ? '' : ` ${shown(match)}`}${host === undefined ? '' : ` to ${host}`}`
  const rows = message.links.map(({ href, text }) => (text === '' || text === href ? href : `[${text}] ${href}`))
  return verdict(message, hit, [`has no ${wanted}`, `has a ${wanted}`], ['Its links', rows])
}

function toHaveCode(received: unknown, pattern?: string | RegExp): Verdict {
  const message = messageOf('toHaveCode', received)
  const hit = message.codes.some(({ value }) => pattern === undefined || fits(value, pattern))
  const wanted = `code${pattern === undefined ? '' : ` ${shown(pattern)}`}`
  const rows = message.codes.map(({ value, why }) => `${value} (${why})`)
  return verdict(message, hit, [`has no ${wanted}`, `has a ${wanted}`], ['Its codes', rows])
}

function toHaveAttachment(
  received: unknown,
  wanted: { filename?: string | RegExp; type?: string | RegExp } = {},
): Verdict {
  const message = messageOf('toHaveAttachment', received)
  const { filename, type } = wanted
  const hit = message.attachments.some(
    (file) =>
      (filename === undefined || fits(file.filename ?? '', filename)) &&
      (type === undefined || fits(file.contentType, type)),
  )
  const words = ['attachment']
  if (filename !== undefined) words.push(shown(filename))
  if (type !== undefined) words.push(`of type ${shown(type)}`)
  const rows = message.attachments.map((file) => `${file.filename ?? '(no name)'}, ${file.contentType}`)
  return verdict(message, hit, [`has no ${words.join(' ')}`, `has an ${words.join(' ')}`], ['Its attachments', rows])
}

function toHaveHeader(received: unknown, name: string, value?: string | RegExp): Verdict {
  const message = messageOf('toHaveHeader', received)
  const same = message.headers.filter(([field]) => field.toLowerCase() === name.toLowerCase())
  const hit = same.some(([, text]) => value === undefined || fits(text, value))
  const wanted = `header ${name}${value === undefined ? '' : `: ${shown(value)}`}`
  // The name is right and the value is not: then only its values help. Otherwise the names that there are do.
  const rows =
    same.length > 0 ? same.map(([field, text]) => `${field}: ${text}`) : message.headers.map(([field]) => field)
  return verdict(message, hit, [`has no ${wanted}`, `has a ${wanted}`], ['Its header', rows])
}

function isAt(href: string, host: string): boolean {
  const url = URL.parse ? URL.parse(href) : parsed(href)
  return url !== null && (fits(url.host, host) || fits(url.hostname, host))
}

function parsed(href: string): URL | null {
  try {
    return new URL(href)
  } catch {
    return null
  }
}

const shown = (wanted: string | RegExp) => (typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted))

function verdict(
  message: Message,
  pass: boolean,
  [absent, present]: readonly [string, string],
  [title, rows]: readonly [string, readonly string[]],
): Verdict {
  return {
    pass,
    message: () => {
      const first = `The mail "${message.subject}" ${pass ? present : absent}.`
      if (rows.length === 0) return `${first} ${title}: none.`
      return [`${first} ${title}:`, ...rows.map((row) => `  ${row}`)].join('\n')
    },
  }
}
