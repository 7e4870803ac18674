/** The search: one field, always there. */
export function Search() {
  return <div class="search" />
}
