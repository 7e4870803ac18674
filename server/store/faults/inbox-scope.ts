/** Whether the inboxes that a rule is about are open, and known by the stage at which it is to strike. */
import { CriteriaError } from '../../../criteria/error.ts'
import { shown } from '../../../criteria/suggest.ts'
import type { Inboxes } from '../inboxes.ts'
import type { FaultPlan } from './check.ts'
import { inboxesIn, isEverybody } from './check-scope.ts'
import { obstacleIn } from './reach.ts'
import { refuseObstacle } from './unreachable.ts'

/** Throws CriteriaError. */
export function checkInboxes({ scope, stage, preset }: FaultPlan, inboxes: Inboxes): void {
  if (isEverybody(scope)) return
  for (const id of inboxesIn(scope)) {
    if (inboxes.get(id) === null)
      throw new CriteriaError(
        `There is no inbox ${shown(id)}. It was closed, has expired, or never was; open one first, and name it by its id.`,
      )
  }
  const obstacle = obstacleIn(scope, stage, (id) => inboxes.get(id)?.isolate ?? null)
  refuseObstacle(obstacle, stage, preset)
}
