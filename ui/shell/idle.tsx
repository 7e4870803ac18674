/** What the reading pane says while nothing is open: how to send a mail, or that one may be chosen. */
import { strings } from '../strings/common.ts'
import { curlLine, reachable, simplest } from '../state/teach.ts'
import { CopyButton } from './copy.tsx'
import { useApp } from './context.ts'

export function Idle() {
  const { inbox } = useApp()
  if (!inbox.loaded.value) return null
  if (inbox.total.value === 0) return <Teach />
  return (
    <div class="notice idle">
      <h2>{strings.chooseOne}</h2>
      <p>{strings.chooseOneMore}</p>
    </div>
  )
}

function Teach() {
  const info = useApp().connection.info.value
  if (info === null) return null
  const listener = simplest(info.listeners)
  return (
    <div class="notice teach">
      <h2>{strings.teachTitle}</h2>
      {listener === null ? (
        <p>{strings.teachNoListener}</p>
      ) : (
        <>
          <p>{strings.teachIntro}</p>
          <Command text={curlLine(listener, location.hostname)} />
        </>
      )}
      <h3>{strings.teachListening}</h3>
      <ul class="where">
        {info.listeners.map((bound) => (
          <li key={`${bound.name} ${bound.host}`}>
            <code>{reachable(bound, location.hostname)}</code>
            <span>
              {strings.listeners[bound.name]}, {strings.teachTls[bound.tls]}, {strings.teachAuth[bound.auth]}
            </span>
          </li>
        ))}
      </ul>
      <SoFar />
    </div>
  )
}

function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <span>{strings.teachPaste}</span>
      <CopyButton text={text} label={strings.copyCommand}>
        {strings.copy}
      </CopyButton>
      <code>
        {/* The browser may break a line at every hyphen, and half a flag is no flag. */}
        {text
          .split(/(--[a-z-]+)/)
          .map((piece) => (piece.startsWith('--') ? <span class="whole">{piece}</span> : piece))}
      </code>
    </div>
  )
}

/** The line that answers "I did send one": what connected, although nothing came of it. */
function SoFar() {
  const { inbox } = useApp()
  const [newest] = inbox.attempts.value
  if (newest === undefined) return <p class="so-far">{strings.teachWaiting}</p>
  return (
    <p class="so-far">
      {strings.teachNothing(inbox.attempts.value.length)}
      <a href={`sessions/${newest.id}`}>{strings.teachWhy}</a>
    </p>
  )
}
