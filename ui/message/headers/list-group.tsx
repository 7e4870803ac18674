/** How a reader leaves the list, and what is left to be done until one click is enough. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../../contract/message.ts'
import { CopyButton } from '../../shell/copy.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import { CHECKS, unsubscribeOf } from '../../state/headers/list-unsubscribe.ts'
import { signaturesOf } from '../../state/headers/signatures.ts'
import * as words from '../../strings/headers.ts'

export function ListGroup({ message: { headers } }: { message: Message }) {
  const found = useMemo(() => unsubscribeOf(headers, signaturesOf(headers, null)), [headers])
  if (found === null) return null
  const { ways, post, passed, verdict } = found
  return (
    <div class="reading-of stack">
      <p>
        <strong class={verdict === 'ready' ? 'good' : 'warn'} data-testid="one-click">
          <Icon name={verdict === 'ready' ? 'check' : 'alert'} /> {words.verdicts[verdict]}
        </strong>
      </p>
      <ul class="one-click">
        {CHECKS.map((check) => (
          <li key={check} class={passed[check] ? 'good' : 'warn'}>
            <Icon name={passed[check] ? 'check' : 'cross'} />
            <span>
              <span class="hidden-text">{passed[check] ? words.passed : words.failed}: </span>
              {words.checks[check]}
            </span>
          </li>
        ))}
      </ul>
      <dl class="facts">
        <dt>{words.ways}</dt>
        <dd>
          <ul>
            {ways.slice(0, 20).map(({ kind, uri }, at) => (
              <li key={at} class="leave-way bar">
                <span class={kind === 'https' || kind === 'mailto' ? 'chip' : 'chip warn'}>
                  {kind === 'http' ? words.notHttps : kind === 'other' ? words.notAWay : kind}
                </span>
                <Foreign text={uri.slice(0, 1000)} />
                <CopyButton class="icon-button" text={uri} label={words.copyWay} />
              </li>
            ))}
          </ul>
        </dd>
        <dt>{words.post}</dt>
        <dd>
          {post.length === 0
            ? words.missing
            : post.slice(0, 5).map((value, at) => (
                <div key={at}>
                  <code>
                    <Foreign text={value.slice(0, 500)} />
                  </code>
                </div>
              ))}
        </dd>
      </dl>
    </div>
  )
}
