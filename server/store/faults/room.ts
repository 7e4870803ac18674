/** How many of something all rules together may keep: each alone is bounded, and there may be thousands of them. */
export class Room {
  private left: number

  constructor(most: number) {
    this.left = most
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    if (this.left <= 0) return false
    this.left -= 1
    return true
  }

  giveBack(count: number): void {
    this.left += count
  }
}
