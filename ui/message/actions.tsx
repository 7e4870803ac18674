/** What can be done with a mail, at the right of its subject: always the same things in the same place. */
import type { Message } from '../../contract/message.ts'
import { useApp } from '../shell/context.ts'
import { IconButton } from '../shell/icon-button.tsx'
import { Icon, type IconName } from '../shell/icon.tsx'
import { lazy } from '../shell/lazy.tsx'
import { MenuButton } from '../shell/menu.tsx'
import * as words from '../strings/message.ts'

const CopyItems = lazy((late) => late.CopyItems)

export function Actions({ message }: { message: Message }) {
  const raw = `api/messages/${message.id}/raw?download=true`
  return (
    <div class="actions" role="group" aria-label={words.actions}>
      <MenuButton icon="copy" label={words.copy}>
        {() => <CopyItems message={message} />}
      </MenuButton>
      <Action id="message.compare-previous" icon="compare" label={words.compare} />
      <a
        class="icon-button"
        href={raw}
        download={`${message.id}.eml`}
        title={words.download}
        aria-label={words.download}
      >
        <Icon name="download" />
      </a>
      <Action id="list.deleteOpen" icon="trash" label={words.remove} />
    </div>
  )
}

/** A button for a command; there is none while nobody offers that command. */
function Action({ id, icon, label }: { id: string; icon: IconName; label: string }) {
  const { commands, reader } = useApp()
  const command = commands.all.value.find((one) => one.id === id)
  if (command === undefined) return null
  const [key] = command.keys
  // It stays as it is for the moment in which the next mail is on its way: a button that blinks is no button.
  const able = command.available() || reader.reading.value.kind === 'loading'
  return (
    <IconButton
      icon={icon}
      label={label}
      title={key === undefined ? label : `${label} (${key})`}
      disabled={!able}
      onPress={() => commands.run(id)}
    />
  )
}
