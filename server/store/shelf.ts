/** Items in the order of their `seq`, found by id, by place, and from both ends. */
export interface Shelved {
  readonly id: string
  readonly seq: number
}

export class Shelf<T extends Shelved> {
  private readonly byId = new Map<string, T>()
  /** Items from `head` on; what stands before it is gone, so that taking the oldest costs nothing. */
  private items: (T | undefined)[] = []
  private head = 0

  get size(): number {
    return this.byId.size
  }

  get(id: string): T | undefined {
    return this.byId.get(id)
  }

  /** Adds an item that is newer than all others. */
  add(item: T): void {
    this.byId.set(item.id, item)
    this.items.push(item)
  }

  /** Adds items that stood here before, each in its place. */
  putBack(items: readonly T[]): void {
    for (const item of items) this.byId.set(item.id, item)
    const all = [...this.items.slice(this.head), ...items] as T[]
    this.items = all.toSorted((a, b) => a.seq - b.seq)
    this.head = 0
  }

  oldest(): T | undefined {
    return this.items[this.head]
  }

  remove(item: T): void {
    if (!this.byId.delete(item.id)) return
    if (this.items[this.head] === item) {
      this.items[this.head] = undefined
      this.head += 1
      this.compact()
    } else this.items.splice(this.firstAfter(item.seq - 1), 1)
  }

  /** Items with `after < seq < before`, oldest first. */
  *upwards(after: number, before: number): Generator<T> {
    for (let i = this.firstAfter(after); i < this.items.length; i += 1) {
      const item = this.items[i]
      if (item === undefined || item.seq >= before) return
      yield item
    }
  }

  /** Items with `after < seq < before`, newest first. */
  *downwards(after: number, before: number): Generator<T> {
    for (let i = this.firstAfter(before - 1) - 1; i >= this.head; i -= 1) {
      const item = this.items[i]
      if (item === undefined || item.seq <= after) return
      yield item
    }
  }

  /** Index of the first item with a greater `seq`; items are in order, so halving finds it. */
  private firstAfter(seq: number): number {
    let low = this.head
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.items[middle]?.seq ?? 0) > seq) high = middle
      else low = middle + 1
    }
    return low
  }

  private compact(): void {
    if (this.head < 1024 || this.head * 2 < this.items.length) return
    this.items = this.items.slice(this.head)
    this.head = 0
  }
}
