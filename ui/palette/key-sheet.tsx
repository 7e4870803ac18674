/** The keys, and what they do: all that the page knows of, by group. */
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { Switch } from '../settings/switch.tsx'
import { GROUPS } from '../state/commands.ts'
import { createDialogs } from '../state/dialogs.ts'
import * as words from '../strings/palette.ts'
import { Caps } from './caps.tsx'
import { Dialog } from './dialog.tsx'

export function KeySheet() {
  const { singleKeys } = useApp()
  const dialogs = usePart(createDialogs)
  return (
    <Dialog label={words.keys} class="key-sheet" testid="keys">
      <header>
        <h2>{words.keys}</h2>
        <button type="button" class="icon-button" aria-label={words.close} title={words.close} onClick={dialogs.close}>
          <Icon name="cross" />
        </button>
      </header>
      <div class="key-sheet-body">
        <Switch choice={singleKeys} label={words.singleKeys} more={words.singleKeysMore} />
        <KeyTable />
      </div>
    </Dialog>
  )
}

export function KeyTable() {
  const { commands } = useApp()
  const withKeys = commands.all.value.filter(({ keys }) => keys.length > 0)
  return (
    <div class="key-groups">
      {GROUPS.map((group) => {
        const members = withKeys.filter((command) => command.group === group)
        if (members.length === 0) return null
        return (
          <section key={group}>
            <h3>{words.groups[group]}</h3>
            <dl>
              {members.map(({ id, title, keys }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.map((key, at) => (
                      <span key={key}>
                        {at > 0 && <span class="muted"> {words.or} </span>}
                        <Caps shortcut={key} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </div>
  )
}
