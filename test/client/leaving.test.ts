/** A test that is over: nothing of the client keeps its process, and nothing fails behind its back. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const url = (file: string) => pathToFileURL(join(ROOT, file)).href

/** Runs a script with the sources as they are; it has to end by itself. */
function run(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const head = `
    const { startSink } = await import('${url('server/sink.ts')}')
    const { connectSink } = await import('${url('client/main.ts')}')
    const started = await startSink({ hosts: ['127.0.0.1'] })
    const connected = await connectSink(started.http.url)
  `
  const args = ['--import', 'tsx', '--input-type=module', '--eval', head + script]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, timeout: 50_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (child.exitCode ?? null), stdout, stderr })
    })
  })
}

test.each(['started', 'connected'])('after stop nothing is left of the waits of a sink that was %s', async (sink) => {
  const ran = await run(`
    const inbox = await ${sink}.inbox()
    const waits = [
      inbox.waitFor({}, { timeout: '10m' }),
      inbox.waitFor({}, { timeout: '10m' }),
      inbox.expectNone({}, { until: () => false, timeout: '10m' }),
      ${sink}.assertWired({ timeout: '10m' }),
    ]
    const ends = Promise.allSettled(waits)
    await connected.stop()
    await started.stop()
    console.log((await ends).map(({ reason }) => reason.name).join(' '))
  `)
  expect(ran).toEqual({ code: 0, stdout: `${Array(4).fill('UnreachableError').join(' ')}\n`, stderr: '' })
})

test.each(['started', 'connected'])('a wait of a sink that was %s fails only where it is awaited', async (sink) => {
  const ran = await run(`
    process.on('unhandledRejection', (error) => console.log('unhandled', error))
    const inbox = await ${sink}.inbox()
    const stop = new AbortController()
    const { signal } = stop
    const waits = [
      inbox.waitFor({}, { signal }),
      inbox.waitFor({}, { signal }),
      inbox.waitForEach([{}, {}], { signal }),
      inbox.expectNone({}, { signal, quiet: '1m' }),
      inbox.expectNone({}, { signal, until: () => new Promise(() => {}) }),
    ].map((wait) => wait.catch((error) => error.message))
    stop.abort(new Error('enough'))
    console.log(...(await Promise.all(waits)))
    await started.stop()
  `)
  expect(ran).toEqual({ code: 0, stdout: 'enough enough enough enough enough\n', stderr: '' })
})
