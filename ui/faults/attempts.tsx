/** How often somebody tried to deliver a mail, where that was more than once or did not go as it should. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MailAttempts as All } from '../../contract/attempts.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createFaults } from '../state/fault/faults.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/faults.ts'

/** Milliseconds after which a mail is looked at and not only passed: the sink has to look through all that it keeps. */
const LOOKED = 400
/** Milliseconds before it is asked again, once a session has come: a burst of them is one question. */
const PAUSE = 2000

export function MailAttempts({ id }: { id: string }) {
  const { connection, navigation } = useApp()
  const { api } = usePart(createFaults)
  const times = usePart(createTimes)
  const all = useSignal<All | null>(null)
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    async function load(): Promise<void> {
      // Whoever reads the mail did not ask for it, so nobody is told when it cannot be had.
      const found = await api.attemptsOf(id).catch(() => null)
      if (!gone) all.value = found
    }
    const ask = (ms: number) => {
      // Not put off by what comes meanwhile: where there is always another session, it would never be asked.
      timer ??= setTimeout(() => {
        timer = undefined
        void load()
      }, ms)
    }
    ask(LOOKED)
    const leave = connection.join({
      load,
      apply(events) {
        // Any session may have tried it once more.
        if (events.some(({ type }) => type === 'session.closed')) ask(PAUSE)
      },
    })
    return () => {
      gone = true
      clearTimeout(timer)
      leave()
    }
  }, [])
  if (all.value === null || (all.value.attempts.length < 2 && all.value.delivered === 'once')) return null
  const { attempts, delivered } = all.value
  return (
    <details class="attempts" data-testid="attempts">
      <summary class="muted line">
        <span class="fold-mark" aria-hidden="true">
          <Icon name="next" />
        </span>
        {words.attempts(attempts.length, delivered)}
      </summary>
      <ol>
        {attempts.map(({ session, transaction, at, gap, outcome }) => (
          <li key={`${session} ${transaction}`} class="flow">
            <a href={navigation.href({ kind: 'session', id: session, side: 'timeline' })}>{times.moment(at)}</a>
            <span>{words.outcomes[outcome]}</span>
            {gap !== null && <span class="muted">{words.gap(gap)}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
