/** What can be done in the list, by name: the keys of the list, and what the palette offers of it. */
import * as words from '../../strings/list.ts'
import type { App } from '../app.ts'
import type { Command } from '../commands.ts'
import { createOffline } from '../offline.ts'
import { createDeletion } from './deletion.ts'
import { createList } from './list.ts'
import { createMarks } from './marks.ts'
import { createNewest } from './newest.ts'
import { createSelection } from './selection.ts'

/** Rows that Page up and Page down go over. */
const PAGE = 10

export function listCommands(app: App): Command[] {
  const list = app.part(createList)
  const selection = app.part(createSelection)
  const deletion = app.part(createDeletion)
  const { read, starred } = app.part(createMarks)
  const { autoOpen } = app.part(createNewest)
  const { offline } = app.part(createOffline)
  const { navigation } = app
  const { here } = selection
  const move = (by: number, how?: 'extend' | 'pass') => selection.move(by, how)
  const says = words.commands

  /** What a mark is put on: what is chosen, or the mail that is open or stood on. */
  function flip(mark: typeof read): void {
    const ids = deletion.targets()
    mark.set(ids, !ids.every((id) => mark.has(id)))
  }

  function open(): void {
    const row = selection.row()
    if (row === null) return move(1)
    if (row.kind === 'mail' && navigation.route.peek().kind === 'message') selection.focus('pane')
    else selection.open(row)
  }

  function back(): void {
    // Beside each other the two that are chosen are what is looked at: that is what one goes back from.
    if (selection.chosen.peek().size > 0 && navigation.route.peek().kind !== 'compare') return selection.clear()
    navigation.go({ kind: 'messages' })
    selection.focus('list')
  }

  const entry = (
    id: string,
    keys: readonly string[],
    run: Command['run'],
    { available = here, hidden }: { available?: () => boolean; hidden?: true } = {},
  ): Command => ({
    id: `list.${id}`,
    title: says[id as keyof typeof says],
    group: 'list',
    keys,
    available,
    run,
    ...(hidden && { hidden }),
  })
  const hidden = { hidden: true } as const
  const hasTarget = () => here() && deletion.targets().length > 0
  const isFocused = { available: () => here() && selection.focused.value, hidden: true } as const

  return [
    entry('next', ['j'], (held) => move(1, held ? 'pass' : undefined), hidden),
    entry('previous', ['k'], (held) => move(-1, held ? 'pass' : undefined), hidden),
    entry('extendDown', ['Shift+j'], () => move(1, 'extend'), hidden),
    entry('extendUp', ['Shift+k'], () => move(-1, 'extend'), hidden),
    entry('toggle', ['x'], () => {
      const row = selection.row()
      if (row !== null) selection.toggle(row)
    }),
    entry('selectAll', ['Mod+a'], () => selection.everything(), {
      // With something open, and the focus in it, its text is what one wants to select.
      available: () => here() && (selection.inList.value || navigation.route.value.kind === 'messages'),
    }),
    entry('first', ['Home'], () => move(-Infinity), isFocused),
    entry('last', ['End'], () => move(Infinity), isFocused),
    entry('open', ['Enter', 'o'], open, hidden),
    entry('back', ['Escape', 'u'], back, {
      available: () =>
        selection.chosen.value.size > 0 || ['message', 'compare', 'unknown'].includes(navigation.route.value.kind),
      hidden: true,
    }),
    entry('delete', ['Delete', '#'], () => void app.attempt(() => deletion.remove(deletion.targets())), {
      available: hasTarget,
    }),
    // For the head of the message itself, whatever is selected in the list.
    entry(
      'deleteOpen',
      [],
      () => {
        const route = navigation.route.peek()
        if (route.kind === 'message') void app.attempt(() => deletion.remove([route.id]))
      },
      { available: () => navigation.route.value.kind === 'message' },
    ),
    entry('undo', ['z'], () => deletion.undo()),
    entry('deleteAll', [], () => void (deletion.asking.value = true), {
      available: () => here() && list.matching.value > 0 && !offline.value,
    }),
    entry('read', ['r'], () => flip(read), { available: hasTarget }),
    entry('star', ['s'], () => flip(starred), { available: hasTarget }),
    entry('compare', ['='], () => selection.compare(), {
      available: () => here() && selection.chosen.value.size === 2,
    }),
    entry('sort', [], list.sort),
    entry('unread', [], list.flipUnread),
    entry('attempts', [], () => list.showAttempts.choose(!list.showAttempts.value.peek())),
    entry('probes', [], () => list.showProbes.choose(!list.showProbes.value.peek())),
    entry('autoOpen', [], () => autoOpen.choose(!autoOpen.value.peek())),
    entry('markAllRead', [], () =>
      read.set(
        list.mails
          .peek()
          .rows.peek()
          .map(({ id }) => id)
          .toReversed(),
        true,
      ),
    ),
  ]
}

/** What keys that steer do while the list has the focus; they count whether or not single keys do. */
export function steer(
  app: App,
  { key, shiftKey, repeat }: { readonly key: string; readonly shiftKey: boolean; readonly repeat: boolean },
): boolean {
  const selection = app.part(createSelection)
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity }[key]
  if (by !== undefined) selection.move(by, shiftKey ? 'extend' : repeat ? 'pass' : 'go')
  else if (key === 'Enter') app.commands.run('list.open')
  else if (key === ' ') app.commands.run('list.toggle')
  else if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const row = selection.row()
    const turned = key === 'ArrowRight' ? 'folded' : 'unfolded'
    if (row?.kind !== 'attempt' || row.place !== turned) return false
    app.part(createList).toggle(row.sameAs)
  } else return false
  return true
}
