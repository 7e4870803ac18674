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
  exchange: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  plug: 'M5.5 2v3.5M10.5 2v3.5M4 5.5h8V8a4 4 0 0 1-8 0zM8 12v2.5',
  gear: 'M8 5.6a2.4 2.4 0 1 0 .01 0M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  bolt: 'M9.2 1.8 3.5 9H8l-1.2 5.2L12.5 7H8z',
  search: 'M7 2.5a4.5 4.5 0 1 0 .01 0M10.3 10.3 14 14',
  trash: 'M2.5 4.5h11M6 4.5V2.5h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  next: 'm6 3 5 5-5 5',
  down: 'm3 6 5 5 5-5',
  up: 'm3 10 5-5 5 5',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9',
  download: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  compare: 'M2.5 3h4v10h-4zM9.5 3h4v10h-4z',
  filter: 'M2 3h12L9.5 8.5V13l-3-1.5v-3z',
  star: 'm8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z',
  file: 'M4 1.8h5L12.2 5v9.2H4zM9 2v3.2h3',
  image: 'M2 3h12v10H2zM2.5 11l3.2-3.5L8.5 10l2-2 3 3M10.8 5.6h.1',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5',
  window: 'M2 3h12v10H2zM2 5.8h12',
  play: 'M4.5 2.5v11l8.5-5.5z',
  pause: 'M5 3v10M11 3v10',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 .01 0',
  sun: 'M8 5a3 3 0 1 0 .01 0M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  sort: 'M4.5 3v10M2 10.5 4.5 13 7 10.5M9.5 4H14M9.5 8h3M9.5 12h1.5',
  rows: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  turn: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 2v3.2h-3.2',
  contrast: 'M8 2a6 6 0 1 0 .01 0M8 2v12',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}
