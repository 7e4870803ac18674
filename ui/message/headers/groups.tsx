/** The fields by what they are for: each group with a sentence about it, and on top what can be read out of its fields. */
import { useMemo } from 'preact/hooks'
import type { Header, Message } from '../../../contract/message.ts'
import { grouped, type Field, type Group } from '../../state/headers/header-groups.ts'
import type { HeaderWarnings } from '../../state/headers/header-warnings.ts'
import * as words from '../../strings/headers.ts'
import { Authentication } from './authentication.tsx'
import { DeliveryPath } from './delivery-path.tsx'
import { FieldList } from './field-list.tsx'
import { ListGroup } from './list-group.tsx'
import { Section } from './section.tsx'

interface Props {
  message: Message
  fields: readonly Field[]
  warnings: HeaderWarnings
  /** Nothing is filtered out: what is read out of the fields stands with them. */
  all: boolean
}

export function Groups({ message, fields, warnings, all }: Props) {
  const groups = useMemo(() => grouped(fields), [fields])
  return (
    <>
      {groups.map(([group, own]) => {
        const [title, why, rfc] = words.groups[group]
        return (
          <Section key={group} id={group} title={title} why={why} rfc={rfc} count={own.length}>
            {all && <Reading group={group} message={message} headers={own.map(({ header }) => header)} />}
            <FieldList fields={own} warnings={warnings} />
          </Section>
        )
      })}
    </>
  )
}

function Reading({ group, message, headers }: { group: Group; message: Message; headers: readonly Header[] }) {
  if (group === 'path') return <DeliveryPath headers={headers} receivedAt={message.receivedAt} />
  if (group === 'authentication') return <Authentication message={message} />
  if (group === 'list') return <ListGroup message={message} />
  return null
}
