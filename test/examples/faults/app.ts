/** An app over HTTP whose mail goes through the queue: what the examples for curl and Python make send. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createQueue } from './queue.ts'

export interface App {
  readonly url: string
  stop(): Promise<void>
}

export async function startApp({ host, port }: { host: string; port: number }): Promise<App> {
  const queue = createQueue({ host, port })
  const server = createServer((request, response) => {
    void (async () => {
      const { email } = (await json(request)) as { email: string }
      // The answer does not wait for the mail.
      void queue.send({ from: 'shop@acme.example', to: [email], subject: 'Confirm your address' })
      response.writeHead(202).end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      queue.close()
    },
  }
}
