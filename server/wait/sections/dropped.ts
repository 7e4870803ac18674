/** History that is no longer there: dropped by a limit, or of another start. */
import type { Facts } from '../explain.ts'
import { count } from './human.ts'
import { item, section, step } from './layout.ts'

/** Messages of which it is not known whether they matched. Of those that are known, the section before has told. */
export function dropped({ code, evicted, missed }: Facts): string[] {
  if (evicted === 0 || missed.some(({ why }) => why === 'evicted')) return []
  if (code === 'history_lost') return ['', ...step('Raise --max-messages or --max-memory, or keep less mail.', '  ')]
  return section('dropped to make room', [
    ...item(`${count(evicted, 'message')}, which may or may not have matched`),
    ...step('Raise --max-messages or --max-memory, or keep less mail.'),
  ])
}

export const lostPlace: string[] = [
  '',
  ...step('Open a new inbox, or take a new cursor (GET /api/cursor), and count from there.', '  '),
]
