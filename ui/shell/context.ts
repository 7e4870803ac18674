import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { App } from '../state/app.ts'

export const AppContext = createContext<App | null>(null)

/** The state of this page, for a component. */
export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('A component was drawn outside of <AppContext.Provider>.')
  return app
}

/** A part of the page's state, made when it is first asked for: `usePart(createLayout)`. */
export function usePart<T>(create: (app: App) => T): T {
  return useApp().part(create)
}
