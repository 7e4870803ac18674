/** What can be done at each stage of a session, and in which order the stages come. */
import type { FaultAction, FaultStage } from '../../../contract/fault.ts'

/** A rule answers with a reply, or does something else. */
export type Deed = 'reply' | FaultAction['type']

const SPOKEN: readonly Deed[] = ['reply', 'delay', 'drop', 'stall', 'trickle', 'garble']

/** In the order in which a session comes by. */
export const DEEDS: Readonly<Record<FaultStage, readonly Deed[]>> = {
  connect: SPOKEN,
  tls: ['delay', 'drop', 'stall', 'tls'],
  ehlo: [...SPOKEN, 'hide'],
  starttls: SPOKEN,
  auth: SPOKEN,
  mail: SPOKEN,
  rcpt: SPOKEN,
  data: SPOKEN,
  payload: ['delay', 'drop', 'stall', 'trickle'],
  end: SPOKEN,
  quit: SPOKEN,
}

export const STAGES = Object.keys(DEEDS) as readonly FaultStage[]
export const ACTIONS: readonly FaultAction['type'][] = ['delay', 'drop', 'stall', 'trickle', 'garble', 'hide', 'tls']

/** The stages at which something can be done. */
export const stagesFor = (deed: Deed): readonly FaultStage[] => STAGES.filter((stage) => DEEDS[stage].includes(deed))

/** The stages from one on. */
export const from = (first: FaultStage): readonly FaultStage[] => STAGES.slice(STAGES.indexOf(first))
