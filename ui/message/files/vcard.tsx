/** The people of a vCard file. */
import { Foreign } from '../../shell/foreign.tsx'
import { cardsOf } from '../../state/parts/vcard.ts'
import * as words from '../../strings/files.ts'

export function VCard({ text }: { text: string }) {
  const cards = cardsOf(text)
  if (cards.length === 0) return <p class="muted">{words.noCard}</p>
  return (
    <>
      {cards.map(({ name, organization, title, emails, phones }, at) => (
        <section key={at} data-testid="vcard">
          <h4>{name === '' ? words.nobody : <Foreign text={name.slice(0, 300)} />}</h4>
          <dl class="facts">
            {(
              [
                [words.organization, [organization]],
                [words.title, [title]],
                [words.email, emails],
                [words.phone, phones],
              ] as const
            ).map(([label, values]) => {
              const given = values.filter((value) => value !== '').slice(0, 10)
              if (given.length === 0) return null
              return (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd class="spread">
                    {given.map((value, place) => (
                      <Foreign key={place} text={value.slice(0, 300)} />
                    ))}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </>
  )
}
