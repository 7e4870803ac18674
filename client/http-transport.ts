/** A sink that is reached over its HTTP API. */
import type { MailAttempts } from '../contract/attempts.ts'
import type { Criteria } from '../contract/criteria.ts'
import type { Fault } from '../contract/fault.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Info } from '../contract/info.ts'
import type { Message, MessageSummary } from '../contract/message.ts'
import type { Entry, Session, SessionWithTranscript } from '../contract/session.ts'
import type { Diagnosis, None, NoneAnswer, NoneRequest, WaitAnswer, WaitRequest } from '../contract/wait.ts'
import { createAsk } from './ask.ts'
import { transcriptText } from './transcript-text.ts'
import type { Transport } from './transport.ts'

const LARGEST_PAGE = 1000

export interface HttpTransportOptions {
  readonly url: string
  readonly smtp: Transport['smtp']
  readonly ask: ReturnType<typeof createAsk>
}

type Failed = Diagnosis & { messages: Message[] }

export function httpTransport({ url, smtp, ask }: HttpTransportOptions): Transport {
  const { json, maybe } = ask
  const waitBody = async ({ exclude, ...body }: WaitRequest | NoneRequest, mode: string, signal?: AbortSignal) =>
    ask.wait<{ messages: Message[]; cursor: string; evicted: number } | None, Failed>(
      // They may be thousands, and of most nothing is known but the id.
      {
        ...body,
        mode,
        exclude: exclude.map((claim) => (claim.as === 'taken' && claim.by === null ? claim.id : claim)),
      },
      signal,
    )

  return {
    smtp,
    http: { url },
    async wait(request, signal): Promise<WaitAnswer> {
      const answer = await waitBody(request, 'some', signal)
      if (answer.kind === 'failed') return failed(answer.body)
      const { messages, cursor } = answer.body
      return { kind: 'found', messages, cursor, evicted: 'evicted' in answer.body ? answer.body.evicted : 0 }
    },
    async none(request, signal): Promise<NoneAnswer> {
      const answer = await waitBody(request, 'none', signal)
      return answer.kind === 'failed' ? failed(answer.body) : { kind: 'none', none: answer.body as None }
    },
    cursor: async () => (await json<Info>('info')).cursor,
    messages: (criteria) =>
      everything(
        async (after) =>
          (
            await json<{ messages: MessageSummary[] }>(
              `messages?order=asc&limit=${LARGEST_PAGE}&criteria=${encoded(criteria)}${after}`,
            )
          ).messages,
      ),
    message: (id) => maybe<Message>(at('messages', id)),
    raw: (id) => ask.bytes(at('messages', id, '/raw')),
    part: (id, part) => ask.bytes(at('messages', id, `/parts/${encodeURIComponent(part)}`)),
    async snapshot(id, { headers, html }) {
      const named = headers === null ? '' : `&headers=${encodeURIComponent(headers.join(','))}`
      return ask.text(at('messages', id, `/snapshot?html=${html}${named}`))
    },
    async transcript(id) {
      const found = await maybe<{ transcript: Entry[] }>(at('messages', id, '/transcript'))
      return found === null ? null : transcriptText(found.transcript)
    },
    sessions: async (since) =>
      (
        await everything(
          async (after) =>
            (await json<{ sessions: Session[] }>(`sessions?order=asc&limit=${LARGEST_PAGE}${after}`)).sessions,
          since,
        )
      ).toReversed(),
    session: (id) => maybe<SessionWithTranscript>(at('sessions', id)),
    async clear(criteria) {
      const everyOne = Object.keys(criteria).length === 0
      const query = everyOne ? 'all=true' : `criteria=${encoded(criteria)}`
      return (await json<{ deleted: number }>(`messages?${query}`, { method: 'DELETE' })).deleted
    },
    inbox: (id) => maybe<Inbox>(at('inboxes', id)),
    createInbox: (wish) => json<Inbox>('inboxes', { method: 'POST', body: wish }),
    async deleteInbox(id, mail) {
      await maybe(at('inboxes', id, `?mail=${mail}`), { method: 'DELETE' })
    },
    createFault: (spec) => json<Fault>('faults', { method: 'POST', body: spec }),
    fault: (id) => maybe<Fault>(at('faults', id)),
    waitForHit: (id, n, timeout, signal) => ask.hits(at('faults', id, `/wait?hits=${n}&timeout=${timeout}`), signal),
    async deleteFault(id) {
      await maybe(at('faults', id), { method: 'DELETE' })
    },
    attempts: async (criteria, since) => {
      const from = since === null ? '' : `&since=${encodeURIComponent(since)}`
      return (await json<{ mails: MailAttempts[] }>(`attempts?criteria=${encoded(criteria)}${from}`)).mails
    },
    attemptsOf: (id) => maybe<MailAttempts>(at('messages', id, '/attempts')),
    spoken: async () => (await json<Info>('info')).counts.spoken > 0,
    // It is somebody else's, and goes on.
    stop: async () => {},
  }
}

function failed({ messages, ...diagnosis }: Failed) {
  return { kind: 'failed' as const, diagnosis, messages }
}

const encoded = (criteria: Criteria) => encodeURIComponent(JSON.stringify(criteria))

const at = (kind: 'messages' | 'sessions' | 'inboxes' | 'faults', id: string, rest = '') =>
  `${kind}/${encodeURIComponent(id)}${rest}`

/** Page by page, from a place on. */
async function everything<T extends { id: string }>(
  read: (after: string) => Promise<T[]>,
  since: string | null = null,
): Promise<T[]> {
  const all: T[] = []
  for (let after = since; ; after = all.at(-1)?.id ?? null) {
    const page = await read(after === null ? '' : `&after=${encodeURIComponent(after)}`)
    all.push(...page)
    if (page.length < LARGEST_PAGE) return all
  }
}
