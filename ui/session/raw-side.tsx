/** The exact bytes of a session: both sides in turn, as text or in hex. */
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Entry, Session } from '../../contract/session.ts'
import { useApp } from '../shell/context.ts'
import { Marked } from '../shell/foreign.tsx'
import { Segmented } from '../shell/segmented.tsx'
import { textOf } from '../state/visible.ts'
import { hexOf, turnsOf, type Turn } from '../state/session/wire.ts'
import * as words from '../strings/session.ts'

/** More bytes of one session than this are not for reading on a page. */
const MOST = 128 * 1024
/** What a turn, which has elements of its own, takes of that beside its bytes; and the line ends of one that have marks. */
const TURN = 128
const LINES = 2000
/** Hex takes more than four letters for a byte. */
const MOST_HEX = 32 * 1024

const FORMS = ['text', 'hex'] as const
type Form = (typeof FORMS)[number]
type Sides = Readonly<Record<'client' | 'server', Uint8Array>>

export function RawSide({ session, entries }: { session: Session; entries: readonly Entry[] }) {
  const { api, attempt, memory } = useApp()
  const sides = useSignal<Sides | null>(null)
  const form = useMemo(() => memory.option<Form>('session-raw', FORMS, 'text'), [])
  useEffect(() => {
    let isLeft = false
    void attempt(async () => {
      const [client, server] = await Promise.all([api.wire(session.id, 'client'), api.wire(session.id, 'server')])
      if (!isLeft) sides.value = { client, server }
    })
    return () => void (isLeft = true)
    // While it grows, with every word; after its end never again.
  }, [session.id, session.closedAt, entries.length])
  const read = sides.value
  const turns = useMemo(() => (read === null ? null : turnsOf(entries, read)), [read])
  return (
    <div id="side-panel" role="tabpanel" aria-labelledby="side-raw" class="session-panel">
      <div class="note">
        <Segmented
          label={words.rawForm}
          names={FORMS}
          chosen={form.value.value}
          words={{ text: words.rawText, hex: words.rawHex }}
          onChoose={(one) => form.choose(one)}
        />
        <span>{words.rawNote}</span>
        <Links id={session.id} />
      </div>
      {read !== null && turns === null && <Apart sides={read} form={form.value.value} />}
      {turns !== null && <Turns turns={turns} form={form.value.value} />}
    </div>
  )
}

function Links({ id }: { id: string }) {
  return (
    <>
      {(['client', 'server'] as const).map((side) => (
        <a
          key={side}
          href={`api/sessions/${encodeURIComponent(id)}/raw?from=${side}`}
          download={`session-${id}-${side}.bin`}
        >
          {words.rawOf[side]}
        </a>
      ))}
    </>
  )
}

function Turns({ turns, form }: { turns: readonly Turn[]; form: Form }) {
  const { shown, left } = useMemo(() => cut(turns, form === 'hex' ? MOST_HEX : MOST), [turns, form])
  return (
    <>
      <div
        class="session-source wire"
        dir="ltr"
        data-form={form}
        role="region"
        tabIndex={0}
        aria-label={words.rawLabel}
      >
        {shown.map(({ from, bytes }, at) => (
          <Said key={at} from={from} bytes={bytes} form={form} />
        ))}
      </div>
      {left && <p class="muted">{words.rawCut}</p>}
    </>
  )
}

function Said({ from, bytes, form }: Turn & { form: Form }) {
  const text = useMemo(() => (form === 'hex' ? hexOf(bytes) : textOf(bytes)), [bytes, form])
  return (
    <div class="turn" data-from={from}>
      <span class="glyph">
        {words.glyphs[from]}
        {': '}
      </span>
      <pre>{form === 'hex' ? text : <Lines text={text} />}</pre>
    </div>
  )
}

/** Every line end is shown as the marks of its bytes. */
function Lines({ text }: { text: string }) {
  const pieces = text.split(/(\r?\n)/)
  if (pieces.length > 2 * LINES) return <Marked text={text} />
  return (
    <>
      {pieces.map((piece, at) =>
        at % 2 === 1 ? (
          <>
            <span class="line-end muted">{piece === '\n' ? 'LF' : 'CRLF'}</span>
            {'\n'}
          </>
        ) : (
          <Marked text={piece} />
        ),
      )}
    </>
  )
}

function Apart({ sides, form }: { sides: Sides; form: Form }) {
  return (
    <>
      <p class="note">{words.rawApart}</p>
      <Turns
        form={form}
        turns={[
          { from: 'server', bytes: sides.server },
          { from: 'client', bytes: sides.client },
        ]}
      />
    </>
  )
}

function cut(turns: readonly Turn[], most: number): { shown: Turn[]; left: boolean } {
  const shown: Turn[] = []
  let room = most
  for (const { from, bytes } of turns) {
    if (room <= 0) return { shown, left: true }
    shown.push({ from, bytes: bytes.subarray(0, room) })
    room -= bytes.length + TURN
  }
  return { shown, left: room < -TURN }
}
