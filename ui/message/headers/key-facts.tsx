/** What is looked for first in a header, with what is missing from it and how far its Date is off. */
import type { Message } from '../../../contract/message.ts'
import { usePart } from '../../shell/context.ts'
import { Icon } from '../../shell/icon.tsx'
import { dateFact, keyFacts, TOLERATED } from '../../state/headers/header-facts.ts'
import { createTimes } from '../../state/times.ts'
import * as words from '../../strings/headers.ts'
import { Value } from './value.tsx'

export function KeyFacts({ message }: { message: Message }) {
  return (
    <dl class="facts" aria-label={words.keyFacts}>
      {keyFacts(message).map(({ name, values }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {values.length === 0 && (
              <span class="chip warn">
                <Icon name="alert" /> {words.missing}
              </span>
            )}
            {values.slice(0, 5).map((one, at) => (
              <div key={at}>
                <Value {...one} />
              </div>
            ))}
            {name === 'Date' && <DateNote message={message} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function DateNote({ message }: { message: Message }) {
  const times = usePart(createTimes)
  const fact = dateFact(message)
  switch (fact.kind) {
    case 'none':
      return null
    case 'unreadable':
      return (
        <span class="chip warn">
          <Icon name="alert" /> {words.unreadable}
        </span>
      )
    case 'date': {
      const off = fact.ahead > TOLERATED || fact.ahead < -TOLERATED
      return (
        <span class="spread">
          <time class="muted" dateTime={fact.iso}>
            {times.moment(fact.iso).replace('.000', '')}
          </time>
          <span class={off ? 'chip warn' : 'muted'}>
            {off && <Icon name="wait" />} {fact.ahead > 0 ? words.ahead(fact.ahead) : words.behind(fact.ahead)}
          </span>
        </span>
      )
    }
  }
}
