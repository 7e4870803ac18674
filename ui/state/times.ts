/** In which zone times are shown, remembered; and times in it. Read within a component they follow the choice. */
import type { App } from './app.ts'
import { ago, moment, rowTime, ZONES, type Zone } from './format.ts'

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
    /** For the tooltip of a row: as logs of the sink write it, in the zone, and how long ago. */
    tip: (iso: string, now = new Date()) => `${iso}\n${moment(iso, zone.value.value)}\n${ago(iso, now)}`,
    /** To the millisecond, with the day. */
    moment: (iso: string) => moment(iso, zone.value.value),
  }
}
