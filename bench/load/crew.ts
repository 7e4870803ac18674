/** The connections to one server, which send together. */
import { readdirSync, readFileSync } from 'node:fs'
import { createClient } from './client.ts'
import type { LoadResult, Phase, Target } from './options.ts'
import { buildPayload } from './payload.ts'

export interface Crew {
  open(): Promise<void>
  /** Sends until the count or the time is used up, whichever comes first; resolves when the last reply is there. */
  send(phase: Phase): Promise<LoadResult>
  close(): Promise<void>
}

export function createCrew(
  { port, serverPid, size, connections, mode }: Target,
  onError: (error: Error) => void,
): Crew {
  const payload = buildPayload(size)
  const clients = Array.from({ length: connections }, () =>
    createClient({ host: '127.0.0.1', port, payload, mode, onError }),
  )
  const all = async (act: (client: (typeof clients)[number], done: () => void) => void): Promise<void> => {
    await Promise.all(clients.map((client) => new Promise<void>((resolve) => act(client, resolve))))
  }
  let sent = 0
  return {
    open: () => all((client, done) => client.open(done)),
    async send({ messages, seconds }) {
      const first = sent
      const before = cpuOf(serverPid)
      const own = process.cpuUsage()
      const began = performance.now()
      const end = began + seconds * 1000
      await all((client, done) =>
        client.send(() => (sent - first < messages && performance.now() < end ? ++sent : -1), done),
      )
      const wall = (performance.now() - began) / 1000
      const { user, system } = process.cpuUsage(own)
      const after = cpuOf(serverPid)
      return {
        count: sent - first,
        seconds: wall,
        serverCpu: before === null || after === null ? null : after - before,
        generatorCpu: (user + system) / 1e6,
      }
    },
    close: () => all((client, done) => client.close(done)),
  }
}

/** Seconds of CPU that the threads of a process have used so far; null where nobody counts them. Not from `stat`, which has steps of 10 ms. */
function cpuOf(pid: number): number | null {
  const tasks = `/proc/${pid}/task`
  try {
    const nanoseconds = readdirSync(tasks).map((thread) => readFileSync(`${tasks}/${thread}/schedstat`, 'latin1'))
    return nanoseconds.reduce((sum, line) => sum + Number(line.split(' ', 1)[0]), 0) / 1e9
  } catch {
    return null
  }
}
