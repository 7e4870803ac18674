/** Reading the feed the way a client would, and waiting for what should come. */
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { FeedEvent } from '../../../contract/event.ts'

export interface Follower {
  events: FeedEvent[]
  /** Frames of a WebSocket, chunks of a stream. */
  frames: number
  /** Code that the WebSocket was closed with. */
  closed: Promise<number>
  /** Resolves with the first event that fits, come already or yet to come. */
  until<Type extends FeedEvent['type']>(
    type: Type,
    fits?: (event: Extract<FeedEvent, { type: Type }>) => boolean,
  ): Promise<Extract<FeedEvent, { type: Type }>>
  leave(): void
}

function follower(): Omit<Follower, 'leave' | 'closed'> & { take(events: FeedEvent[]): void } {
  const events: FeedEvent[] = []
  const waiting = new Set<() => void>()
  return {
    events,
    frames: 0,
    take(more) {
      this.frames += 1
      events.push(...more)
      for (const look of waiting) look()
    },
    until: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find((event) => event.type === type && fits(event as never))
          if (found === undefined) return
          waiting.delete(look)
          resolve(found as never)
        }
        waiting.add(look)
        look()
      }),
  }
}

export async function followSocket(url: string, query = '', options = {}): Promise<Follower> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/feed${query}`, options)
  const made = follower()
  socket.on('message', (data: Buffer) => made.take(JSON.parse(data.toString()) as FeedEvent[]))
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
  })
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return Object.assign(made, { closed, leave: () => socket.terminate() })
}

/** Server-Sent Events; `ids` are those that an EventSource would resume from. */
export async function followStream(
  url: string,
  query = '',
  headers: Record<string, string> = {},
): Promise<Follower & { ids: (string | null)[]; headers: Headers }> {
  const abort = new AbortController()
  const made = follower()
  const ids: (string | null)[] = []
  const answer = await fetch(`${url}api/feed${query}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  })
  const read = async () => {
    let text = ''
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      const events = blocks.flatMap((block) => {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data === undefined) return []
        ids.push(/^id: (.*)$/m.exec(block)?.[1] ?? null)
        return [JSON.parse(data) as FeedEvent]
      })
      made.take(events)
    }
  }
  const closed = read().then(
    () => 0,
    () => 1,
  )
  onTestFinished(() => abort.abort())
  return Object.assign(made, { ids, headers: answer.headers, closed, leave: () => abort.abort() })
}
