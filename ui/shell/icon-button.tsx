/** A button that is a drawing only: its words are what a screen reader says and what a tooltip shows. */
import { Icon, type IconName } from './icon.tsx'

interface Props {
  readonly icon: IconName
  readonly label: string
  /** What the tooltip says where that is more than the label. */
  readonly title?: string
  readonly disabled?: boolean
  readonly onPress: () => void
}

export function IconButton({ icon, label, title = label, disabled = false, onPress }: Props) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={title} disabled={disabled} onClick={onPress}>
      <Icon name={icon} />
    </button>
  )
}
