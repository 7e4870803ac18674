/** In which zone times are shown, remembered; and times in it. Read within a component they follow the choice. */
import type { App } from './app.ts'
import { moment, rowTime, ZONES, type Zone } from './format.ts'

/**
 *     const times = usePart(createTimes)
 *     <time dateTime={at} title={times.moment(at)}>{times.row(at)}</time>
 */
export function createTimes({ memory }: App) {
  const zone = memory.option<Zone>('zone', ZONES, 'local')
  return {
    zone,
    /** For a row of a list: `12:04:31`, with the day when it is another. */
    row: (iso: string, now = new Date()) => rowTime(iso, now, zone.value.value),
    /** To the millisecond, with the day. */
    moment: (iso: string) => moment(iso, zone.value.value),
  }
}
