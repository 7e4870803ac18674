/** An attached mail in short. */
import { Foreign, Marked } from '../../shell/foreign.tsx'
import { nestedMail } from '../../state/parts/nested-mail.ts'
import * as words from '../../strings/files.ts'

export function MailCard({ bytes }: { bytes: Uint8Array }) {
  const { from, to, subject, date, parts, text } = nestedMail(bytes)
  const facts = [
    [words.mailFrom, from],
    [words.mailTo, to],
    [words.mailDate, date],
  ] as const
  return (
    <section aria-label={words.attachedMail} data-testid="nested-mail">
      <h4>{subject === '' ? <i>{words.noSubject}</i> : <Foreign text={subject} />}</h4>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Foreign text={value} />
                </dd>
              </div>
            ),
        )}
        <div>
          <dt>{words.mailParts}</dt>
          <dd>
            {parts.map(({ type, filename }, at) => (
              <span key={at} class="chip">
                <Foreign text={filename === null ? type : `${type} ${filename.slice(0, 100)}`} />
              </span>
            ))}
          </dd>
        </div>
      </dl>
      {text !== null && (
        <pre dir="auto">
          <Marked text={text} />
        </pre>
      )}
    </section>
  )
}
