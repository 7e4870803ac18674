/** The hops of a mail as steps, oldest first, each with how long it took. */
import { useMemo } from 'preact/hooks'
import type { Header } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Cut } from '../../shell/cut.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import { deliveryPath, type Hop } from '../../state/headers/received.ts'
import { createTimes } from '../../state/times.ts'
import * as words from '../../strings/headers.ts'

export function DeliveryPath({ headers, receivedAt }: { headers: readonly Header[]; receivedAt: string }) {
  const hops = useMemo(() => deliveryPath(headers), [headers])
  if (hops.length === 0) return null
  const last = hops.findLast(({ at }) => at !== null)?.at ?? null
  const arrival = last === null ? null : Date.parse(receivedAt) - last
  const longest = Math.max(1, arrival ?? 0, ...hops.slice(0, 1000).map(({ delay }) => delay ?? 0))
  return (
    <>
      <Cut items={hops}>
        {(shown) => (
          <ol class="hops">
            {shown.map((hop, at) => (
              <li key={at}>
                <OneHop hop={hop} n={at + 1} longest={longest} />
              </li>
            ))}
          </ol>
        )}
      </Cut>
      <div class="hops">
        <div class="hop">
          <Timing at={Date.parse(receivedAt)} delay={arrival} longest={longest} first={false} />
          <strong>{words.arrived}</strong>
        </div>
      </div>
    </>
  )
}

function OneHop({ hop, n, longest }: { hop: Hop; n: number; longest: number }) {
  return (
    <div class="hop">
      <Timing at={hop.at} delay={hop.delay} longest={longest} first={n === 1} />
      <div class="hop-words flow">
        <span class="hidden-text">{words.hop(n)}: </span>
        {(['from', 'by', 'with', 'for'] as const).map(
          (name) =>
            hop[name] !== null && (
              <span key={name}>
                <span class="muted">{words.hopClauses[name]}</span> <Foreign text={hop[name].slice(0, 300)} />
              </span>
            ),
        )}
        <span class={hop.tls === null ? 'chip' : 'chip good'}>
          <Icon name={hop.tls === null ? 'unlock' : 'lock'} /> {hop.tls ?? words.noTls}
        </span>
        {hop.problems.map((problem) => (
          <span key={problem} class="chip warn">
            <Icon name="alert" /> {words.hopProblems[problem]}
          </span>
        ))}
      </div>
    </div>
  )
}

interface TimingProps {
  at: number | null
  delay: number | null
  longest: number
  first: boolean
}

function Timing({ at, delay, longest, first }: TimingProps) {
  const times = usePart(createTimes)
  return (
    <div class="hop-time">
      {at === null ? (
        <span class="muted">{words.unknownTime}</span>
      ) : (
        <time dateTime={new Date(at).toISOString()}>{times.moment(new Date(at).toISOString()).slice(0, 19)}</time>
      )}
      <span class="hop-delay">{delay === null ? (first ? words.start : '') : words.delay(delay)}</span>
      <span class="gauge hop-bar" aria-hidden="true">
        <i style={{ inlineSize: `${Math.max(0, Math.min(100, (100 * (delay ?? 0)) / longest))}%` }} />
      </span>
    </div>
  )
}
