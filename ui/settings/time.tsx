/** In which zone times are shown, with this moment as an example of each. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { moment, ZONES } from '../state/format.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/settings.ts'
import { Choices } from './choices.tsx'

export function Time() {
  const { zone } = usePart(createTimes)
  const now = useSignal(new Date().toISOString())
  useEffect(() => {
    const ticking = setInterval(() => (now.value = new Date().toISOString()), 1000)
    return () => clearInterval(ticking)
  }, [])
  const example = (one: (typeof ZONES)[number]) => moment(now.value, one).replace(/\.\d+/, '')
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <>
      <Choices
        label={words.zone}
        options={ZONES}
        choice={zone}
        names={{ local: words.local(name), utc: words.utc }}
        means={{ local: example('local'), utc: example('utc') }}
      />
      <p class="muted">{words.zoneMore}</p>
    </>
  )
}
