/** The notices that come and go at the lower edge. */
import * as words from '../strings/shell.ts'
import { useApp } from './context.ts'
import { Icon } from './icon.tsx'

export function Toasts() {
  const { toasts } = useApp()
  return (
    <div class="toasts" role="status" aria-label={words.toasts}>
      {toasts.shown.value.map(({ id, text, action }) => (
        <p class="toast line" key={id} data-testid="toast">
          <span>{text}</span>
          {action !== null && (
            <button
              type="button"
              class="link"
              onClick={() => {
                toasts.dismiss(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label={words.dismissToast} onClick={() => toasts.dismiss(id)}>
            <Icon name="cross" />
          </button>
        </p>
      ))}
    </div>
  )
}
