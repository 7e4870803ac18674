/** The views of the list that few readers need, or not at once: fetched soon after the list is there, or when needed. */
import { lazy } from '../shell/lazy.tsx'

export const BulkBar = lazy((late) => late.BulkBar)
export const DeleteAll = lazy((late) => late.DeleteAll)
export const FaultNames = lazy((late) => late.FaultNames)
export const ListFoot = lazy((late) => late.ListFoot)
export const AttemptGlance = lazy((late) => late.AttemptGlance)
export const MenuItems = lazy((late) => {
  // What the menu may ask next has to be there at once, with the focus on the harmless answer.
  void DeleteAll.fetch()
  return late.MenuItems
})
export const Nothing = lazy((late) => late.Nothing)

/** Fetches them all, so that none has to be waited for, nor is missing when the sink has gone. */
export function fetchLate(): void {
  for (const view of [BulkBar, DeleteAll, ListFoot, AttemptGlance, MenuItems, Nothing]) void view.fetch()
}
