import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailReader } from '../../server/mail/reader.ts'
import { bombs } from './bombs.ts'

const reader = createMailReader({ deadline: 3_000 })
beforeAll(() => reader.read(Buffer.alloc(20_000, 'a')))
afterAll(() => reader.stop())

test.each(bombs)(
  '$name: the mail is read or says why not, and nobody waits for it',
  { timeout: 20_000 },
  async ({ build }) => {
    const raw = build()
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const { parseError, headers, parts } = await reader.read(raw)
    delay.disable()

    // 20 ms is what is promised; the rest is for a busy machine.
    expect(delay.max / 1e6).toBeLessThan(500)
    expect(headers.length).toBeGreaterThan(0)
    expect(parts.part).toBe('1')
    expect(parseError ?? 'The mail was read.').toMatch(
      /^(The mail (has|was read)|The header block|Parsing the mail).*\.$/,
    )
  },
)
