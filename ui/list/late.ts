/** The views of the list that few readers need, or not at once: fetched soon after the list is there, or when needed. */
import { lazy } from '../shell/lazy.tsx'

const bulkBar = () => import('./bulk-bar.tsx')
const deleteAll = () => import('./delete-all.tsx')
const foot = () => import('./foot.tsx')
const glance = () => import('./attempt-glance.tsx')
function menuItems() {
  // What the menu may ask next has to be there at once, with the focus on the harmless answer.
  deleteAll().catch(() => {})
  return import('./menu-items.tsx')
}
const nothing = () => import('./nothing.tsx')

export const BulkBar = lazy(async () => (await bulkBar()).BulkBar)
export const DeleteAll = lazy(async () => (await deleteAll()).DeleteAll)
export const ListFoot = lazy(async () => (await foot()).ListFoot)
export const AttemptGlance = lazy(async () => (await glance()).AttemptGlance)
export const MenuItems = lazy(async () => (await menuItems()).MenuItems)
export const Nothing = lazy(async () => (await nothing()).Nothing)

/** Fetches them all, so that none has to be waited for, nor is missing when the sink has gone. */
export function fetchLate(): void {
  for (const fetchOne of [bulkBar, deleteAll, glance, menuItems, nothing]) fetchOne().catch(() => {})
}
