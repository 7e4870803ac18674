/** Faults in the feed. */
import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { FeedEvent } from '../../contract/event.ts'
import { onPort } from './support/app.ts'
import { followSocket, followStream, type Follower } from './support/follow.ts'
import { delivery, scriptedSession } from './support/records.ts'
import { rcptBy } from './support/strike.ts'

const RULE = { scope: { rcpt: 'ann@example.com' }, stage: 'rcpt', reply: { code: 451 }, times: 2 } as const

const followers = [
  ['a WebSocket', followSocket],
  ['an event stream', followStream],
] as const

const ofFaults = ({ events }: Follower) => events.filter(({ type }) => type.startsWith('fault.'))

test.each(followers)('%s tells what becomes of a rule, missed or as it happens', async (_kind, follow) => {
  const room = await onPort()
  const { cursor } = await room.store.state()
  const { id } = await room.store.createFault(RULE)
  rcptBy(room.intake)
  const reader = await follow(room.http.url, `?since=${cursor}`)
  await reader.until('fault.hit')
  const { session } = rcptBy(room.intake)
  await room.store.deleteFaults('all')
  await reader.until('fault.removed')
  expect(ofFaults(reader)).toMatchObject([
    { type: 'fault.added', fault: { id } },
    { type: 'fault.hit', fault: { id } },
    { type: 'fault.hit', fault: { id, count: 2 }, hit: { session: session.id } },
    { type: 'fault.removed', ids: [id], why: 'deleted' },
  ])
  for (const event of reader.events) expect(Value.Errors(FeedEvent, event)).toEqual([])
})

test.each(followers)('%s with criteria is told of messages alone', async (_kind, follow) => {
  const room = await onPort()
  const { cursor } = await room.store.state()
  const reader = await follow(room.http.url, `?since=${cursor}&to=ann@example.com`)
  await reader.until('info')
  await room.store.createFault(RULE)
  rcptBy(room.intake)
  await room.store.deleteFaults('all')
  const record = scriptedSession()
  room.intake.opened(record)
  await room.intake.accept(delivery(record, 'Subject: after\r\n\r\n'), record)
  await reader.until('message.added')
  expect(ofFaults(reader)).toEqual([])
})
