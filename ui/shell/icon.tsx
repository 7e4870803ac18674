/** Small drawings beside words, never instead of them. */
const shapes = {
  alert: 'M8 1.8 14.6 13.6H1.4zM8 6.2v3.4M8 11.6v.1',
  clip: 'M13 7.2 7.6 12.6a3.2 3.2 0 0 1-4.5-4.5l5.6-5.6a2.1 2.1 0 0 1 3 3L6.2 11a1 1 0 0 1-1.5-1.5l5-5',
  lock: 'M4 7.2h8v6H4zM5.5 7V5.2a2.5 2.5 0 0 1 5 0V7',
  unlock: 'M4 7.2h8v6H4zM5.5 7V4.7a2.5 2.5 0 0 1 4.8-1',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  check: 'm3 8.5 3.3 3.3L13 4.7',
  cross: 'm4 4 8 8m0-8-8 8',
  back: 'M10 3 5 8l5 5',
  wait: 'M8 2a6 6 0 1 0 .01 0M8 4.8V8l2.2 1.5',
  theme: 'M8 2a6 6 0 1 0 .01 0M8 2v12M8 4.5h3.5M8 7h5.5M8 9.5h5.5M8 12h3',
  mail: 'M2 4h12v8.5H2zM2.3 4.3 8 8.8l5.7-4.5',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
