/** Fields as name and value, each with what is wrong with it and two ways to copy it. */
import { CopyButton } from '../../shell/copy.tsx'
import { Cut } from '../../shell/cut.tsx'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import type { Field } from '../../state/headers/header-groups.ts'
import type { FieldWarning, HeaderWarnings } from '../../state/headers/header-warnings.ts'
import { visible } from '../../state/visible.ts'
import * as words from '../../strings/headers.ts'
import { Value } from './value.tsx'

export function FieldList({ fields, warnings }: { fields: readonly Field[]; warnings: HeaderWarnings }) {
  return (
    <Cut items={fields}>
      {(shown) => (
        <dl class="field-list">
          {shown.map((field) => (
            <OneField key={field.at} field={field} warnings={warnings.fields.get(field.at) ?? []} />
          ))}
        </dl>
      )}
    </Cut>
  )
}

function OneField({ field: { header }, warnings }: { field: Field; warnings: readonly FieldWarning[] }) {
  const { name, value, raw } = header
  const shown = visible(name.slice(0, 200))
  return (
    <div data-testid="header-field">
      <dt>{name === '' ? words.noName : <Foreign text={name.slice(0, 1000)} />}</dt>
      <dd>
        <div class="field-value">
          <Value value={value} raw={raw} /> <Warnings warnings={warnings} />
        </div>
        <div class="field-actions">
          <CopyButton class="icon-button" text={value} label={words.copyValue(shown)} />
          <CopyButton class="icon-button with-name" text={`${name}: ${value}`} label={words.copyField(shown)} />
        </div>
      </dd>
    </div>
  )
}

export function Warnings({ warnings }: { warnings: readonly FieldWarning[] }) {
  return (
    <>
      {warnings.map((one) => (
        <span key={one} class="chip warn">
          <Icon name="alert" /> {words.warnings[one]}
        </span>
      ))}
    </>
  )
}
