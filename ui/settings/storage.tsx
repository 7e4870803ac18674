/** What is kept where: by this browser, which can forget it, and by the sink, within its limits. */
import type { Info } from '../../contract/info.ts'
import { useApp } from '../shell/context.ts'
import { duration, number, size } from '../state/format.ts'
import * as words from '../strings/settings.ts'
import { Meter } from './meter.tsx'

export function Storage() {
  const { connection } = useApp()
  const info = connection.info.value
  return (
    <>
      {info !== null && <Held info={info} />}
      <Remembered />
    </>
  )
}

function Held({ info: { budget, counts, limits } }: { info: Info }) {
  const facts: readonly (readonly [string, string])[] = [
    [words.sessionsKept, number(counts.sessions)],
    [words.accepted, number(counts.accepted)],
    [words.refused, number(counts.refused)],
    [words.deleted, number(counts.deleted)],
    [words.evicted, words.evictedOf(number(counts.evicted), number(counts.evictedSessions))],
  ]
  const bounds: readonly (readonly [string, string])[] = [
    [words.messageSize, size(limits.messageSize)],
    [words.recipients, number(limits.recipients)],
    [words.connections, number(limits.connections)],
    [words.idle, duration(limits.idle)],
    [words.transaction, duration(limits.transaction)],
    [words.maxAge, limits.maxAge === null ? words.noLimit : duration(limits.maxAge)],
  ]
  return (
    <section>
      <h3>{words.held}</h3>
      <p class="muted">{words.heldMore}</p>
      <Meter label={words.memory} value={budget.used} most={budget.limit} written={size} />
      <Meter label={words.messages} value={counts.messages} most={limits.messages} written={number} />
      <Facts of={facts} />
      <h3>{words.limits}</h3>
      <Facts of={bounds} />
    </section>
  )
}

export function Facts({ of }: { of: readonly (readonly [string, string])[] }) {
  return (
    <dl class="facts-table">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The choices, the views, what was read: all of it in the local storage of this browser. */
function Remembered() {
  const { memory, toasts } = useApp()
  return (
    <section>
      <h3>{words.remembered}</h3>
      <p class="muted">{words.rememberedMore}</p>
      <p>
        <button
          type="button"
          class="button"
          onClick={() => {
            memory.forget()
            toasts.show(words.forgotten, { action: { label: words.reload, run: () => location.reload() }, ms: 15_000 })
          }}
        >
          {words.forget}
        </button>
      </p>
    </section>
  )
}
