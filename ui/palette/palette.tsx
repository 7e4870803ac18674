/** Everything that can be done, found by its name. */
export function Palette() {
  return null
}
