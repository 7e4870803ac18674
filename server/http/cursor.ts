/** Cursors as the contract writes them: `<epoch>.<seq>`. The feed makes one for each event it sends. */
export function cursorOf(epoch: string, seq: number): string {
  return `${epoch}.${seq}`
}

export function seqOf(cursor: string): number {
  return Number(cursor.slice(cursor.lastIndexOf('.') + 1))
}
