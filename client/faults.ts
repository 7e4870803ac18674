/** The faults that a test has made by one inbox, or by a sink: to their end, when those that were never hit fail it. */
import type * as Wire from '../contract/fault.ts'
import type { Caller } from './caller.ts'
import { CreatedFault } from './create-fault.ts'
import { FaultNotHitError } from './errors.ts'
import type { Fault, FaultOptions } from './fault.ts'
import { spelledFault } from './spell-fault.ts'
import type { Transport } from './transport.ts'

interface Open {
  readonly fault: CreatedFault
  readonly onUnhit: NonNullable<FaultOptions['onUnhit']>
  /** The line that made it. */
  readonly here: Caller
}

const WAY_OUT = `What was to be tested did not happen. Where a fault need not strike, say { onUnhit: 'ignore' }, or remove() it.`

export class Faults {
  private readonly transport: Transport
  private readonly inbox: string | null
  /** Those that are neither removed nor disposed of. */
  private readonly open = new Map<string, Open>()

  constructor(transport: Transport, inbox: string | null) {
    this.transport = transport
    this.inbox = inbox
  }

  async create(asked: Wire.FaultPreset | FaultOptions, here: Caller): Promise<Fault> {
    const { spec, onUnhit } = spelledFault(asked, this.inbox)
    const wire = await this.transport.createFault(spec)
    const removed = () => void this.open.delete(wire.id)
    const dispose = async () => {
      const own = this.open.get(wire.id)
      removed()
      if (own !== undefined) await this.over([own])
    }
    const fault = new CreatedFault(wire, this.transport, { removed, dispose })
    this.open.set(wire.id, { fault, onUnhit, here })
    return fault
  }

  /** Takes all that are left away, and throws when one of them was never hit. */
  async end(): Promise<void> {
    const all = [...this.open.values()]
    this.open.clear()
    await this.over(all)
  }

  /** They went with their inbox, and their disposal has nothing to say any more. */
  forget(): void {
    this.open.clear()
  }

  /** The error that those are which were never hit; null for none. */
  async judged(these: readonly Open[] = [...this.open.values()]): Promise<FaultNotHitError | null> {
    const unhit: { id: string; message: string; here: Caller }[] = []
    for (const { fault, onUnhit, here } of these) {
      const message = onUnhit === 'ignore' ? null : await fault.unhit()
      if (message === null) continue
      if (onUnhit === 'warn') console.warn(`mailsink: ${message}`)
      else unhit.push({ id: fault.id, message, here })
    }
    const [first, ...more] = unhit
    if (first === undefined) return null
    const texts =
      more.length === 0 ? [first.message] : [`${unhit.length} faults were not hit.`, ...unhit.map(withPlace)]
    const ids = unhit.map(({ id }) => id)
    // The line that made it says more than the one where the test ended.
    return first.here.blame(new FaultNotHitError([...texts, WAY_OUT].join('\n\n'), ids))
  }

  private async over(these: readonly Open[]): Promise<void> {
    const error = await this.judged(these)
    for (const { fault } of these) await this.transport.deleteFault(fault.id)
    if (error !== null) throw error
  }
}

const withPlace = ({ message, here }: { message: string; here: Caller }) => {
  const place = here.place()
  return place === null ? message : `${message}\nIt was made at ${place}.`
}
