/** Worker threads for mails that could block the event loop: each job has a deadline, and takes nobody down but its own thread. */
import { setImmediate } from 'node:timers/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Piscina } from 'piscina'
import type { ParsedMail, PartContent } from '../../contract/reader.ts'
import type { Outline } from './read-mail.ts'
import type { Contents, Job, Note } from './worker.ts'

export interface PoolOptions {
  readonly worker: URL
  readonly workers: number
  /** Milliseconds, from the moment the worker begins. */
  readonly deadline: number
  /** MiB of heap for each worker. */
  readonly memory: number
}

/** A job that did not come to its end. `message` is a sentence for whoever looks at the mail; `outline` what was known by then. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError'
  readonly outline: Outline | null
  constructor(message: string, outline: Outline | null, cause?: unknown) {
    super(message, { cause })
    this.outline = outline
  }
}

export interface WorkerPool {
  /** Rejects with UnfinishedError. */
  read(raw: Buffer): Promise<ParsedMail>
  /** Rejects with UnfinishedError. */
  part(raw: Buffer, path: string, form: 'decoded' | 'source'): Promise<PartContent | null>
  stop(): Promise<void>
}

/** Threads take longest to begin where TypeScript is compiled on the way. */
const patience = 30_000
const idleTimeout = 10_000
/** Copying more than this in one go would be felt. */
const slice = 4_194_304

type Task = { kind: 'read' } | { kind: 'part'; path: string; form: 'decoded' | 'source' }

interface Running {
  readonly abort: AbortController
  timer: NodeJS.Timeout
  begun: boolean
  outline: Outline | null
  /** Called once there is an outline. */
  outlined: ((outline: Outline) => void) | null
}

/** No thread is started before the first job, and an idle one does not keep the process alive. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const running = new Map<number, Running>()
  const waiting: (() => void)[] = []
  let threads: Promise<Piscina> | null = null
  let busy = 0
  let lastId = 0
  let stopped = false

  async function start(): Promise<Piscina> {
    const { Piscina } = await import('piscina')
    const pool = new Piscina({
      minThreads: 0,
      maxThreads: options.workers,
      idleTimeout,
      execArgv: options.worker.pathname.endsWith('.ts') ? ['--import', typescriptLoader()] : [],
      resourceLimits: { maxOldGenerationSizeMb: options.memory },
    })
    pool.on('message', (note: Note) => heard(note))
    // A thread that dies before it begins reports it here and leaves its job waiting.
    pool.on('error', (error: unknown) => {
      for (const job of running.values()) if (!job.begun) job.abort.abort(error)
    })
    return pool
  }

  function heard({ id, outline }: Note): void {
    const job = running.get(id)
    if (!job) return
    if (outline) {
      job.outline = outline
      job.outlined?.(outline)
      return
    }
    job.begun = true
    clearTimeout(job.timer)
    job.timer = setTimeout(() => job.abort.abort(), options.deadline)
  }

  async function run(raw: Buffer, task: Task): Promise<{ result: unknown; outline: Outline | null }> {
    // Piscina forgets what waits in its queue when a thread is ended, so nothing ever waits there.
    if (busy === options.workers) await new Promise<void>((resolve) => waiting.push(resolve))
    else busy++
    const id = ++lastId
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), patience)
    const job: Running = { abort, timer, begun: false, outline: null, outlined: null }
    const outline = new Promise<Outline>((resolve) => (job.outlined = resolve))
    running.set(id, job)
    try {
      const copy = await copied(raw)
      if (stopped) throw new Error('stopped')
      threads ??= start()
      const pool = await threads
      const sent: Job = { ...task, id, raw: copy }
      const result: unknown = await pool.run(sent, {
        filename: options.worker.href,
        transferList: [copy.buffer],
        signal: abort.signal,
      })
      // The outline came by another way than the result and may still be on it.
      return { result, outline: task.kind === 'read' ? await outline : null }
    } catch (error) {
      throw new UnfinishedError(explained(error, job), job.outline, error)
    } finally {
      clearTimeout(job.timer)
      running.delete(id)
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }

  function explained(error: unknown, { abort, begun }: Running): string {
    if (stopped) return 'The sink was stopped while the mail was being parsed.'
    if (abort.signal.aborted && begun) {
      return `Parsing the mail took more than ${options.deadline} ms and was given up. Its raw form is complete.`
    }
    const cause: unknown = abort.signal.aborted ? abort.signal.reason : error
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return `Parsing the mail needed more than ${options.memory} MiB of memory and was given up. Its raw form is complete.`
    }
    return `The mail could not be parsed (${cause instanceof Error ? cause.message : String(cause)}). Its raw form is complete.`
  }

  return {
    async read(raw) {
      const { result, outline } = await run(raw, { kind: 'read' })
      return { ...outline!, ...(result as Contents) }
    },
    async part(raw, path, form) {
      const { result } = await run(raw, { kind: 'part', path, form })
      return result as PartContent | null
    },
    async stop() {
      stopped = true
      await (await threads)?.destroy()
    },
  }
}

/** A copy that may be given away, made in slices so that a large mail does not hold the loop up. */
async function copied(raw: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(raw.length)
  for (let at = 0; at < raw.length; at += slice) {
    if (at > 0) await setImmediate()
    copy.set(raw.subarray(at, at + slice), at)
  }
  return copy
}

/** Only for a source tree: what is built needs no loader. */
function typescriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}
