/** The text that `toMatchEmailSnapshot` gives to the runner's own store of snapshots. */
import type { SnapshotOptions } from '../sink.ts'
import { messageOf } from './receiver.ts'

/** Throws for anything that is not a message, and with `.not`, which would pass on any change at all. */
export async function snapshotText(
  state: { readonly isNot?: boolean },
  received: unknown,
  options: SnapshotOptions | undefined,
): Promise<string> {
  const message = messageOf('toMatchEmailSnapshot', received)
  if (state.isNot) throw new TypeError('.not.toMatchEmailSnapshot would pass on any change. Use it without .not.')
  return await message.snapshot(options)
}
