/** What runs here: its version, its listeners, its certificate, and where more is told. */
import { Fragment } from 'preact'
import { useApp, usePart } from '../shell/context.ts'
import { CopyButton } from '../shell/copy.tsx'
import * as strings from '../strings/common.ts'
import * as words from '../strings/settings.ts'
import { createTimes } from '../state/times.ts'
import { Facts } from './storage.tsx'

export function About() {
  const { connection } = useApp()
  const times = usePart(createTimes)
  const info = connection.info.value
  if (info === null) return <p class="muted">{words.unknown}</p>
  const { version, startedAt, strict, http, listeners, tlsFingerprint } = info
  return (
    <>
      <Facts
        of={[
          [words.version, version],
          [words.startedAt, times.moment(startedAt)],
          [words.page, http?.url ?? location.origin],
          [words.rules, strict ? words.strict : words.lenient],
        ]}
      />
      <section>
        <h3>{words.listeners}</h3>
        <ul class="listener-table">
          {listeners.map(({ name, url, tls, auth }) => (
            <li key={url}>
              <span>{strings.listeners[name]}</span>
              <code>{url}</code>
              <CopyButton text={url} label={words.copyUrl(url)} class="icon-button" />
              <span class="muted">
                {words.tls[tls]}, {words.auth[auth]}
              </span>
            </li>
          ))}
          {listeners.length === 0 && <li>{words.noListener}</li>}
        </ul>
      </section>
      {tlsFingerprint !== null && (
        <section>
          <h3>{words.certificate}</h3>
          <p class="muted">{words.certificateMore}</p>
          <p class="fingerprint muted">
            <code>
              {tlsFingerprint.split(':').map((pair, at) => (
                <Fragment key={at}>
                  {at > 0 && ':'}
                  {at > 0 && <wbr />}
                  {pair}
                </Fragment>
              ))}
            </code>
            <CopyButton text={tlsFingerprint} label={words.copyFingerprint} class="icon-button" />
          </p>
          <p>
            <a href="api/tls.pem" download="mailsink.pem">
              {words.pem}
            </a>
          </p>
        </section>
      )}
      <section>
        <h3>{words.more}</h3>
        <ul class="links">
          <li>
            <a href="api/docs">{words.docs}</a>
          </li>
          <li>
            <a href="api/openapi.json">{words.openapi}</a>
          </li>
          <li>
            <a href="metrics" target="_blank">
              {words.metrics}
            </a>
          </li>
        </ul>
        <p class="muted">{words.licence}</p>
      </section>
    </>
  )
}
