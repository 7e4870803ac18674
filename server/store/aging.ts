/** When it is looked whether mail is too old: as often as the limit makes sensible. */
export function watchAge(
  maxAge: number | null,
  now: () => number,
  expire: (before: number) => void,
): { stop: () => void } {
  if (maxAge === null) return { stop: () => {} }
  const timer = setInterval(() => expire(now() - maxAge), Math.min(Math.max(maxAge / 4, 50), 30_000)).unref()
  return { stop: () => clearInterval(timer) }
}
