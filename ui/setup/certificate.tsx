/** The certificate of the listeners that speak TLS, to be trusted instead of taken as it comes. */
import { CopyButton } from '../shell/copy.tsx'
import { usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createSetup } from '../state/setup/setup.ts'
import * as words from '../strings/setup.ts'

export function Certificate() {
  const fingerprint = usePart(createSetup).fingerprint.value
  if (fingerprint === null) return null
  return (
    <>
      <h3>{words.certificate}</h3>
      <div class="certificate">
        <a class="button" href="api/tls.pem" download="mailsink.pem">
          <Icon name="download" />
          {words.download}
        </a>
        <CopyButton text={fingerprint} label={words.copyFingerprint}>
          {words.fingerprint}
        </CopyButton>
        <code class="fingerprint muted">{fingerprint}</code>
      </div>
    </>
  )
}
