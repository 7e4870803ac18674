/** Which command a key presses. Single keys never while somebody types, and they can be switched off (WCAG 2.1.4). */
import type { Command } from './commands.ts'

export interface Stroke {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly isComposing: boolean
  /** The key repeats itself, as it is not let go. */
  readonly repeat: boolean
}

/** Where the focus is, as far as keys are concerned. */
export interface Focus {
  /** What has the focus takes text, or a choice, from keys. */
  readonly typing: boolean
  /** What has the focus does something of its own on Enter and Space: a link, a button. */
  readonly pressable: boolean
  /** What has the focus does something of its own with arrows, Home, End and the like: tabs, a tree, a splitter. */
  readonly steered: boolean
}

const STEERING = /^(?:Arrow|Home$|End$|Page)/
/** Milliseconds within which the second key of `g m` has to follow. */
const TOGETHER = 1500

export interface Keys {
  /** The command that this stroke presses now, or null. */
  press(stroke: Stroke, focus: Focus): Command | null
}

/** `now` gives milliseconds; `isOn` whether single keys count. */
export function createKeys(
  commands: () => readonly Command[],
  { isOn, now, mac }: { isOn: () => boolean; now: () => number; mac: boolean },
): Keys {
  let first: { key: string; at: number } | null = null

  return {
    press(stroke, focus) {
      if (stroke.isComposing || isModifier(stroke.key)) return null
      const name = nameOf(stroke, mac)
      const started = first !== null && now() - first.at < TOGETHER ? `${first.key} ${name}` : null
      first = null
      const modified = name.startsWith('Mod+')
      const able = commands().filter((command) => {
        if (focus.typing && command.whileTyping !== true) return false
        return modified || name === 'Escape' || isOn()
      })
      const taken = (focus.pressable && /^(?:Enter|Space)$/.test(name)) || (focus.steered && STEERING.test(name))
      if (taken) return null
      const found =
        (started === null ? undefined : able.find(({ keys, available }) => keys.includes(started) && available())) ??
        able.find(({ keys, available }) => keys.includes(name) && available())
      if (found !== undefined) return found
      if (able.some(({ keys }) => keys.some((key) => key.startsWith(`${name} `)))) first = { key: name, at: now() }
      return null
    },
  }
}

/** `j`, `Shift+j`, `?`, `Mod+k`, `Delete`. Shift is told only of letters and named keys: `?` is itself whatever makes it. */
function nameOf({ key, ctrlKey, altKey, metaKey, shiftKey }: Stroke, mac: boolean): string {
  const plain = key === ' ' ? 'Space' : key.length === 1 ? key.toLowerCase() : key
  const letter = /^[a-z]$/.test(plain) || plain.length > 1
  const mod = mac ? metaKey : ctrlKey
  const other = mac ? ctrlKey : metaKey
  return [mod && 'Mod', other && 'Meta', altKey && 'Alt', shiftKey && letter && 'Shift', plain]
    .filter(Boolean)
    .join('+')
}

const isModifier = (key: string) => /^(?:Shift|Control|Alt|Meta|AltGraph|CapsLock|Dead)$/.test(key)

/** As keycaps show it: `⌘ K` or `Ctrl K`, `g` then `m`. */
export function capsOf(key: string, mac: boolean): string[][] {
  const names: Record<string, string> = {
    Mod: mac ? '⌘' : 'Ctrl',
    Shift: mac ? '⇧' : 'Shift',
    Alt: mac ? '⌥' : 'Alt',
    ArrowDown: '↓',
    ArrowUp: '↑',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
    Delete: 'Del',
  }
  return key
    .split(' ')
    .map((stroke) =>
      stroke
        .split(/\+(?=.)/)
        .map(
          (cap) => names[cap] ?? (cap.length === 1 && /[a-z]/.test(cap) && stroke.length > 1 ? cap.toUpperCase() : cap),
        ),
    )
}
