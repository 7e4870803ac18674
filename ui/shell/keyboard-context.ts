import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Keyboard } from './keyboard.ts'

export const KeyboardContext = createContext<Keyboard | null>(null)

/** The keys of the page, for keys that were pressed within the frame of a mail. */
export function useKeyboard(): Keyboard | null {
  return useContext(KeyboardContext)
}
