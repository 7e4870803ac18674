/** How to connect an application. */
export function Setup() {
  return null
}
