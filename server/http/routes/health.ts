/** Whether the process is there, and whether it is ready: for orchestrators, tiny, and open to all. */
import { Type } from 'typebox'
import { problems, type Api } from '../api.ts'
import { ProblemError } from '../problems.ts'

const Status = Type.Object({ status: Type.Literal('ok') })

/** `hidden` keeps the same routes under a second path out of the description. */
export async function healthRoutes(
  app: Api,
  { ready, hidden }: { ready: () => boolean; hidden: boolean },
): Promise<void> {
  const tags = hidden ? [] : ['sink']
  app.get(
    '/livez',
    { schema: { operationId: 'live', tags, summary: 'Whether the process is there', response: { 200: Status } } },
    () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'ready',
        tags,
        summary: 'Whether SMTP and HTTP both listen',
        response: { 200: Status, ...problems('not_ready') },
      },
    },
    () => {
      if (!ready()) throw new ProblemError('not_ready', 'Not listening yet, or no longer: mailsink starts or stops.')
      return { status: 'ok' as const }
    },
  )
}
