/** How to connect an application, as a page of its own. */
import { Connect } from './connect.tsx'

export function Setup() {
  return (
    <div class="view">
      <Connect />
    </div>
  )
}
