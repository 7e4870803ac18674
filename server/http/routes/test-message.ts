/** One real mail from the sink to itself, for somebody who has none yet. */
import { TestMessage, TestMessageWish, type TestMessageOutcome } from '../../../contract/test-message.ts'
import { checkAddress } from '../address.ts'
import { problems, type Api } from '../api.ts'
import { ProblemError } from '../problems.ts'

export interface TestMessageSource {
  basePath: string
  testMessage(wish: TestMessageWish): Promise<TestMessageOutcome>
}

export function testMessageRoute(api: Api, source: TestMessageSource): void {
  api.post(
    '/test-message',
    {
      schema: {
        operationId: 'sendTestMessage',
        tags: ['sink'],
        summary: 'Sends a test message',
        description:
          'The sink sends one mail to itself, through its own SMTP listener: text, HTML, a link, a code, an image. ' +
          'It is answered when the mail is stored. The body may be left off.',
        body: TestMessageWish,
        response: { 201: TestMessage, ...problems('bad_request', 'not_listening', 'unsupported_type') },
      },
    },
    async ({ body }, reply) => {
      // Fastify makes null or nothing of a body that was left off, whatever the schema says.
      const wish = (body as TestMessageWish | null | undefined) ?? {}
      if (wish.to !== undefined) checkAddress(wish.to)
      if (wish.to === '') throw new ProblemError('bad_request', '"to" is empty; leave it off, or name an address.')
      const outcome = await source.testMessage(wish)
      switch (outcome.kind) {
        case 'sent': {
          const { id, session } = outcome
          return reply.code(201).header('Location', `${source.basePath}api/messages/${id}`).send({ id, session })
        }
        case 'refused':
          throw new ProblemError('refused_attempt', `The test message was refused: ${outcome.reply}.`)
        case 'off':
          throw new ProblemError(
            'not_listening',
            'No SMTP listener is on, so there is nothing to send it through. Start mailsink with --smtp-port, or import a mail with POST /api/messages.',
          )
      }
    },
  )
}
