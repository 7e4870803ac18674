/** Teaches the single keys, and switches them off for whoever speaks to the computer or leans on it. */
import { useApp } from '../shell/context.ts'
import { strings } from '../strings/common.ts'

export function KeysLegend() {
  const { singleKeys } = useApp()
  return (
    <footer class="keys">
      <label title={strings.keysOnTitle}>
        <input
          type="checkbox"
          checked={singleKeys.value.value}
          onChange={() => singleKeys.choose(!singleKeys.value.value)}
        />{' '}
        {strings.keysOn}
      </label>
      {singleKeys.value.value && (
        <ul aria-label={strings.keysLegend}>
          <li>
            <kbd>j</kbd> <kbd>k</kbd> {strings.keysStep}
          </li>
          <li>
            <kbd>Enter</kbd> {strings.keysRead}
          </li>
          <li>
            <kbd>Esc</kbd> {strings.keysBack}
          </li>
          <li>
            <kbd>1</kbd>–<kbd>4</kbd> {strings.keysTabs}
          </li>
        </ul>
      )}
    </footer>
  )
}
