/** The fields as they were sent: order, duplicates and folds kept, nothing decoded. */
import { Cut, CutText } from '../../shell/cut.tsx'
import { Marked } from '../../shell/foreign.tsx'
import type { Field } from '../../state/headers/header-groups.ts'
import type { HeaderWarnings } from '../../state/headers/header-warnings.ts'
import { Warnings } from './field-list.tsx'

export function AsSent({ fields, warnings }: { fields: readonly Field[]; warnings: HeaderWarnings }) {
  return (
    <Cut items={fields}>
      {(shown) => (
        <ol class="as-sent" dir="ltr">
          {shown.map(({ at, header: { raw } }) => (
            <li key={at}>
              <pre>
                <CutText text={raw} draw={(text) => <Marked text={text} wire />} />
              </pre>
              <Warnings warnings={warnings.fields.get(at) ?? []} />
            </li>
          ))}
        </ol>
      )}
    </Cut>
  )
}
