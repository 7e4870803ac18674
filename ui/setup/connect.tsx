/** How to bring a mail here: where to connect, the lines that do it, and whether anything has come so far. */
import { usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createSetup } from '../state/setup/setup.ts'
import * as words from '../strings/setup.ts'
import { Certificate } from './certificate.tsx'
import { Snippet } from './snippet.tsx'
import { SoFar } from './so-far.tsx'
import { Ways } from './way-choice.tsx'
import { addressOf } from '../state/setup/ways.ts'

export function Connect() {
  const { known, ways, arrivals } = usePart(createSetup)
  if (!known.value) return null
  const title = arrivals.kept.value === 0 ? words.titleFirst : words.title
  return (
    <section class="connect stack" aria-labelledby="connect-title" data-testid="connect">
      <h2 id="connect-title" tabIndex={-1}>
        {title}
      </h2>
      {ways.value.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p class="muted">{words.intro}</p>
          <Ways />
          <Snippet />
          <SoFar />
          <Test />
          <Certificate />
          <Compose />
        </>
      )}
    </section>
  )
}

function Test() {
  const { sendTest, offline, reason } = usePart(createSetup)
  return (
    <p class="connect-test">
      <button
        type="button"
        class="button"
        disabled={offline.value}
        title={reason.value ?? undefined}
        onClick={() => void sendTest()}
      >
        <Icon name="mail" />
        {words.test}
      </button>
      <span class="muted">{reason.value ?? words.testAbout}</span>
    </p>
  )
}

function Compose() {
  const { ways } = usePart(createSetup)
  const [first] = ways.value
  if (first === undefined) return null
  return (
    <>
      <h3>{words.compose}</h3>
      <p class="muted">
        {words.composeAbout} <code>SMTP_URL=smtp://{addressOf({ host: 'mailsink', port: first.port })}</code>
      </p>
    </>
  )
}
