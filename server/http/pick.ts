/** One thing of a message as plain text, for shells and for languages without a client: `pick=link:reset`. */
import type { FastifyReply } from 'fastify'
import { pickCode, pickLink } from '../../client/pick.ts'
import type { Message } from '../../contract/message.ts'
import type { Store } from '../../contract/store.ts'
import { nearest } from '../../criteria/nearest.ts'
import { asBuffer } from './api.ts'
import { notFound, ProblemError } from './problems.ts'

const PLAIN = ['link', 'code', 'subject', 'text', 'html', 'raw', 'id'] as const

export type Pick =
  | { readonly kind: 'link'; readonly match: string | null }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: Exclude<(typeof PLAIN)[number], 'link'> }

/** Reads `link:reset`, `header:X-Run`, `code` and the like. */
export function readPick(text: string): Pick {
  const [, name = text, rest = null] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (name === 'link') return { kind: 'link', match: rest === '' ? null : rest }
  if (name === 'header' && rest !== null && rest.trim() !== '') return { kind: 'header', name: rest.trim() }
  const plain = PLAIN.find((known) => known === name)
  if (plain !== undefined && rest === null) return { kind: plain as Exclude<typeof plain, 'link'> }
  const known = [...PLAIN, 'link:<part of its target or text>', 'header:<name>']
  const meant = nearest(name, [...PLAIN, 'header'])
  throw new ProblemError(
    'bad_request',
    `There is no pick "${text.slice(0, 100)}". Did you mean "${meant === 'header' ? 'header:<name>' : meant}"? ` +
      `Known: ${known.join(', ')}.`,
  )
}

/** Answers with what was picked; 422 with everything that could have been meant when it is not there, or not the only one. */
export async function pick(picked: Pick, message: Message, store: Store, reply: FastifyReply): Promise<FastifyReply> {
  void reply.type('text/plain; charset=utf-8')
  switch (picked.kind) {
    case 'link':
      return reply.send(the(pickLink(message.links, picked.match), message).href)
    case 'code':
      return reply.send(the(pickCode({ codes: message.codes, text: message.text ?? '' }), message))
    case 'subject':
    case 'id':
      return reply.send(message[picked.kind])
    case 'text':
    case 'html':
      return reply.send(
        message[picked.kind] ??
          nothing(`The sender sent no ${picked.kind === 'text' ? 'text' : 'HTML'} part.`, message),
      )
    case 'header': {
      const name = picked.name.toLowerCase()
      const field = message.headers.find((header) => header.name.toLowerCase() === name)
      const names = [...new Set(message.headers.map((header) => header.name))].join(', ')
      return reply.send(field?.value ?? nothing(`It has no header "${picked.name}". Its headers: ${names}.`, message))
    }
    case 'raw':
      return reply
        .type('message/rfc822')
        .send(asBuffer((await store.raw(message.id)) ?? notFound('message', message.id)))
  }
}

function the<T>(found: { kind: 'one'; value: T } | { kind: 'none'; message: string }, message: Message): T {
  return found.kind === 'one' ? found.value : nothing(found.message, message)
}

function nothing(why: string, { subject }: Message): never {
  throw new ProblemError('nothing_to_pick', `"${subject}" matched, but there is nothing to pick. ${why}`, {
    'X-Mailsink-Result': 'nothing_to_pick',
  })
}
