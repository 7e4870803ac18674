/** How many of something all rules together may keep: each alone is bounded, and there may be thousands of them. */
export class Room {
  private left: number

  constructor(most: number) {
    this.left = most
  }

  get isFull(): boolean {
    return this.left <= 0
  }

  /** Takes one, even where there is none left: it is missing to others until it is given back. */
  take(): void {
    this.left -= 1
  }

  giveBack(count: number): void {
    this.left += count
  }
}
