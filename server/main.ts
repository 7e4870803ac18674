#!/usr/bin/env node
/** The process: its arguments, its signals, its output, and the only process.exit. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { banner, bannerEvents, openDoor } from './cli/banner.ts'
import { keepJournal } from './cli/journal.ts'
import { humanLine, jsonLine, printable } from './cli/log.ts'
import { readConfig, type Config, type ConfigError, type LogStyle } from './cli/read-config.ts'
import { ready } from './cli/ready.ts'
import { send } from './cli/send.ts'
import { whyNotStarted } from './cli/start-error.ts'
import type { LogEvent } from '../contract/log.ts'
import type { StartedSink } from './sink.ts'
import { version } from './version.ts'

/** Docker kills after ten seconds; exit before. */
const STOP_WITHIN = 7900

// A reader that goes away (`mailsink | head`) is no reason to stop.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

const task = readConfig(process.argv.slice(2), process.env, (path) => readFileSync(path, 'utf8'))
try {
  await run(task)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error), 1)
}

async function run(config: Config | ConfigError): Promise<void> {
  switch (config.command) {
    case 'error':
      return fail(config.message, 2)
    case 'help':
      return print(config.text)
    case 'version':
      return print(version())
    case 'ready':
      return await ready(config.target)
    case 'send':
      return (await send(config.target, config.letter, readMail)).forEach((line) => print(printable(line)))
    case 'serve':
      return await serve(config)
  }
}

async function serve({ options, log, warnings, faultSources }: Config & { command: 'serve' }): Promise<void> {
  const style = log ?? (process.stdout.isTTY ? 'human' : 'json')
  const say = logger(style)
  keepServing(say)
  for (const message of warnings) say({ level: 'warn', message, fields: {} })
  // Loaded here, so that `ready`, which a health check runs every few seconds, does without it.
  const { startSink } = await import('./sink.ts')
  const starting = startSink({ ...options, log: say })
  stopOnSignal(starting, say)
  const sink = await starting.catch((error: unknown) => {
    const { line, code } = whyNotStarted(error, faultSources)
    return fail(line, code)
  })
  const faults = await sink.store.faults()
  if (style === 'json') bannerEvents(sink, faults, version()).forEach(say)
  else banner(sink, faults, version()).forEach(print)
  if (style !== 'off') await keepJournal(sink.store, say)
  const warning = openDoor(sink, options)
  if (warning) say({ level: 'warn', message: warning, fields: {} })
}

/** SIGTERM and SIGINT stop once and in order; a second Ctrl-C is somebody who does not want to wait. */
function stopOnSignal(starting: Promise<StartedSink>, say: (event: LogEvent) => void): void {
  let stopping = false
  const stop = (signal: 'SIGTERM' | 'SIGINT') => {
    if (stopping && signal === 'SIGINT') process.exit(130)
    if (stopping) return
    stopping = true
    say({ level: 'info', message: 'stopping', fields: { signal } })
    setTimeout(() => process.exit(0), STOP_WITHIN)
    starting
      .then((sink) => sink.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error instanceof Error ? error.message : String(error), 1),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A terminal that closes, or a supervisor that rotates logs, is no reason to lose the mails.
  process.on('SIGHUP', () => undefined)
}

/** One broken connection must not take the mails of all others with it. */
function keepServing(say: (event: LogEvent) => void): void {
  const report = (error: unknown) => {
    const fields = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    say({ level: 'error', message: 'an error that nobody caught; serving on', fields })
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
}

function logger(style: LogStyle): (event: LogEvent) => void {
  if (style === 'off') return () => undefined
  const line = style === 'json' ? jsonLine : humanLine
  return (event) => print(line(event, new Date()))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(message: string, code: number): never {
  process.stderr.write(`mailsink: ${printable(message)}\n`)
  process.exit(code)
}

async function readMail(file: string): Promise<Uint8Array> {
  return file === '-' ? await buffer(process.stdin) : await readFile(file)
}
