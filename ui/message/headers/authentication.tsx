/** What the mail says of its own authenticity, taken apart; and that nobody here has verified any of it. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../../contract/message.ts'
import { Cut, CutText } from '../../shell/cut.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import { arcSets, signaturesOf, verdictsOf, type Signature } from '../../state/headers/signatures.ts'
import * as words from '../../strings/headers.ts'

export function Authentication({ message }: { message: Message }) {
  const { signatures, verdicts, arc } = useMemo(
    () => ({
      signatures: signaturesOf(message.headers, message.from[0]?.address ?? null),
      verdicts: verdictsOf(message.headers),
      arc: arcSets(message.headers),
    }),
    [message],
  )
  return (
    <div class="reading-of stack">
      <p>
        <span class="chip">
          <Icon name="eye" /> {words.unverified}
        </span>{' '}
        {signatures.length === 0 && words.noSignature}
      </p>
      <Cut items={signatures}>
        {(shown) => shown.map((signature, at) => <OneSignature key={at} signature={signature} n={at + 1} />)}
      </Cut>
      {verdicts.length > 0 && (
        <div class="header-wide">
          <table class="header-table">
            <caption>{words.results}</caption>
            <thead>
              <tr>
                {[words.method, words.result, words.server, words.details].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {verdicts.slice(0, 100).map(({ method, result, server, details }, at) => (
                <tr key={at}>
                  <th scope="row">
                    <Foreign text={method} />
                  </th>
                  <td>
                    <Foreign text={result} />
                  </td>
                  <td>
                    <Foreign text={server.slice(0, 200)} />
                  </td>
                  <td>
                    <CutText text={details} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {arc.length > 0 && (
        <dl class="facts">
          <dt>{words.arc}</dt>
          <dd>
            <ol>
              {arc.slice(0, 50).map(({ instance, domain, chain, missing }) => (
                <li key={instance}>
                  i={instance} · {words.sealed} <Foreign text={domain} /> · cv=
                  <Foreign text={chain} />
                  {missing.length > 0 && <span class="chip warn">{words.arcMissing(missing)}</span>}
                </li>
              ))}
            </ol>
          </dd>
        </dl>
      )}
    </div>
  )
}

function OneSignature({ signature, n }: { signature: Signature; n: number }) {
  const { domain, selector, algorithm, signed, unsigned, length, expires, aligned } = signature
  const weak = /sha1$/i.test(algorithm)
  return (
    <section class="dkim-signature">
      <h4>{words.signature(n)}</h4>
      <dl class="facts">
        <dt>{words.domain}</dt>
        <dd class="spread">
          <Foreign text={domain.slice(0, 300)} />
          <span class={aligned ? 'chip good' : 'chip warn'}>{aligned ? words.aligned : words.notAligned}</span>
        </dd>
        <dt>{words.selector}</dt>
        <dd>
          <Foreign text={selector.slice(0, 300)} />
        </dd>
        <dt>{words.algorithm}</dt>
        <dd class="spread">
          <Foreign text={algorithm.slice(0, 100)} />
          {weak && <span class="chip warn">{words.weak}</span>}
          {length !== null && <span class="chip warn">{words.length(length.slice(0, 20))}</span>}
          {expires !== null && expires < Date.now() && <span class="chip warn">{words.expired}</span>}
        </dd>
        <dt>{words.signed}</dt>
        <dd>{signed.length === 0 ? words.nothing : <CutText text={signed.join(' ')} />}</dd>
        {unsigned.length > 0 && (
          <>
            <dt>{words.unsigned}</dt>
            <dd class="unsigned-fields flow" title={words.unsignedTitle}>
              {unsigned.map((name) => (
                <span key={name} class="chip warn">
                  <Icon name="alert" /> {name}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
