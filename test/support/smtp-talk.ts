/**
 * Conversations as they are written in RFCs, to be held with a sink:
 *
 *     S: 220
 *     C: EHLO app
 *     S: 250
 *
 * Lines of C that follow each other go out in one segment; each S waits for one reply that begins so (`250-` or `250 `).
 * `C~` sends its bytes without a line end. `\r`, `\n`, `\0` and `\xNN` are bytes. `<TLS>`, `<FIN>`, `<RST>` are what
 * the client does, `<closed>` what it waits for; without one of them the talk ends with QUIT and 221.
 */
import { SmtpClient, type Reply } from './smtp-client.ts'

type Step =
  | { readonly kind: 'send'; readonly bytes: Buffer }
  | { readonly kind: 'do'; readonly what: 'TLS' | 'FIN' | 'RST' | 'closed' }
  | { readonly kind: 'expect'; readonly reply: string }

export interface Talk {
  readonly text: string
}

/** Keeps the escapes of a template for the reader of the talk. */
export function talk(parts: TemplateStringsArray, ...values: (string | number | Talk)[]): Talk {
  const text = parts.raw.map((part, i) => {
    const value = values[i] ?? ''
    return part + (typeof value === 'object' ? value.text.trim() : String(value))
  })
  return { text: text.join('') }
}

function stepsOf({ text }: Talk): Step[] {
  const steps: Step[] = []
  for (const line of text
    .trim()
    .split('\n')
    .map((part) => part.trimStart())) {
    const found = /^([CS])([:~]) ?(.*)$/.exec(line)
    if (found === null) throw new Error(`"${line}" is neither C: nor S:`)
    const [, side, mark, words = ''] = found
    const action = /^<(TLS|FIN|RST|closed)>$/.exec(words)?.[1]
    if (action !== undefined) {
      steps.push({ kind: 'do', what: action as 'TLS' })
    } else if (side === 'S') steps.push({ kind: 'expect', reply: words })
    else {
      const bytes = Buffer.concat([unescaped(words), Buffer.from(mark === ':' ? '\r\n' : '')])
      const before = steps.at(-1)
      if (before?.kind === 'send')
        steps[steps.length - 1] = { kind: 'send', bytes: Buffer.concat([before.bytes, bytes]) }
      else steps.push({ kind: 'send', bytes })
    }
  }
  return steps
}

/** Holds the talk and gives what was heard, line by line like the talk itself: compare it with `expectedOf`. */
export async function hold(
  client: SmtpClient,
  said: Talk,
  segments: 'whole' | 'bytewise' = 'whole',
): Promise<{ heard: string[]; replies: Reply[] }> {
  const heard: string[] = []
  const replies: Reply[] = []
  const listen = async (expected: string) => {
    const reply = await client.reply()
    replies.push(reply)
    const line = reply.wire.slice(reply.wire.trimEnd().lastIndexOf('\n') + 1).trimEnd()
    heard.push(line.startsWith(expected) ? expected : line)
  }
  const steps = stepsOf(said)
  for (const step of steps) {
    if (step.kind === 'send') await (segments === 'whole' ? client.send(step.bytes) : client.sendBytewise(step.bytes))
    else if (step.kind === 'expect') await listen(step.reply)
    else if (step.what === 'TLS') await client.upgrade()
    else if (step.what === 'FIN') client.end()
    else if (step.what === 'RST') client.reset()
    else await client.closed
  }
  const last = steps.at(-1)
  if (last?.kind !== 'do' || last.what === 'TLS') {
    await client.send('QUIT\r\n')
    await listen('221')
  } else if (last.what !== 'closed') client.end()
  await client.closed
  return { heard, replies }
}

/** What `hold` hears when all is well. */
export function expectedOf(said: Talk): string[] {
  const steps = stepsOf(said)
  const last = steps.at(-1)
  const replies = steps.flatMap((step) => (step.kind === 'expect' ? [step.reply] : []))
  return last?.kind === 'do' && last.what !== 'TLS' ? replies : [...replies, '221']
}

function unescaped(text: string): Buffer {
  const bytes = text.replaceAll(/\\(?:x([0-9A-Fa-f]{2})|([rn0]))/g, (_, hex: string | undefined, name: string) =>
    hex === undefined ? ({ r: '\r', n: '\n', 0: '\0' }[name] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
