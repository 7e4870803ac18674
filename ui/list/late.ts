/** The views of the list that few readers need, or not at once: fetched soon after the list is there, or when needed. */
import { lazy } from '../shell/lazy.tsx'

export const BulkBar = lazy(async () => (await import('./bulk-bar.tsx')).BulkBar)
export const DeleteAll = lazy(async () => (await import('./delete-all.tsx')).DeleteAll)
export const ListFoot = lazy(async () => (await import('./foot.tsx')).ListFoot)
export const AttemptGlance = lazy(async () => (await import('./attempt-glance.tsx')).AttemptGlance)
export const MenuItems = lazy(async () => {
  // What the menu may ask next has to be there at once, with the focus on the harmless answer.
  void DeleteAll.fetch()
  return (await import('./menu-items.tsx')).MenuItems
})
export const Nothing = lazy(async () => (await import('./nothing.tsx')).Nothing)

/** Fetches them all, so that none has to be waited for, nor is missing when the sink has gone. */
export function fetchLate(): void {
  for (const view of [BulkBar, DeleteAll, ListFoot, AttemptGlance, MenuItems, Nothing]) void view.fetch()
}
