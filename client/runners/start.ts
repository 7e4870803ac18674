/** Which sink the tests use: the running one that MAILSINK_URL names, or one of their own in this process. */
import { connectSink } from '../main.ts'
import type { Sink } from '../sink.ts'

/** A sink of its own has no HTTP: it is there within milliseconds, and nobody could look at it after the run. */
export async function openSink(): Promise<Sink> {
  if (process.env['MAILSINK_URL']) return await connectSink()
  const { startSink } = await import('../../server/mailsink.ts').catch(notLoaded)
  return await startSink({ http: false })
}

/** Jest runs tests in contexts that can load a module only when Node is told so; its own error does not say how. */
function notLoaded(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG') throw error
  throw new Error(
    'A sink in the process of Jest needs NODE_OPTIONS=--experimental-vm-modules. ' +
      'Set that, or let MAILSINK_URL name a running mailsink.',
    { cause: error },
  )
}
