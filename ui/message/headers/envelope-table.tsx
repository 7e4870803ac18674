/** The envelope beside the headers: every recipient with where it stands, every sender with whether it is the same. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../../contract/message.ts'
import { Cut } from '../../shell/cut.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { matchedRecipients, matchedSenders, type MatchedRecipient } from '../../state/message/envelope-match.ts'
import * as words from '../../strings/headers.ts'
import { Section } from './section.tsx'

export function EnvelopeTable({ message }: { message: Message }) {
  const recipients = useMemo(() => matchedRecipients(message), [message])
  const { from } = message.envelope
  return (
    <Section id="envelope" title={words.envelope} why={words.envelopeWhy} rfc="5321#section-2.3.1" count={null}>
      <dl class="facts">
        <dt class="wire">{words.mailFrom}</dt>
        <dd>{from === '' ? words.nullSender : <Foreign text={from} />}</dd>
        {matchedSenders(message)
          .slice(0, 20)
          .map(({ name, address, same }, at) => (
            <>
              <dt key={at}>{name}</dt>
              <dd class="spread">
                <Foreign text={address} />
                <span class={same ? 'chip' : 'chip warn'}>{same ? words.same : words.differs}</span>
              </dd>
            </>
          ))}
      </dl>
      <Cut items={recipients}>
        {(shown) => (
          <table class="header-table" data-testid="envelope-table">
            <thead>
              <tr>
                {[words.address, words.onWire, words.inHeader].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((recipient, at) => (
                <Row key={at} recipient={recipient} />
              ))}
            </tbody>
          </table>
        )}
      </Cut>
    </Section>
  )
}

function Row({ recipient: { address, wire, refused, headers } }: { recipient: MatchedRecipient }) {
  return (
    <tr>
      <th scope="row">
        <Foreign text={address} />
      </th>
      <td>
        {wire && !refused && words.yes}
        {refused && <span class="chip bad">{words.refused}</span>}
        {!wire && <span class="chip warn">{words.notAsked}</span>}
      </td>
      <td>
        {headers.length === 0 && <span class="chip warn">{words.blind}</span>}
        {headers.includes('Bcc') ? <span class="chip bad">{headers.join(', ')}</span> : headers.join(', ')}
      </td>
    </tr>
  )
}
