import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Scripts } from './build.ts'
import { greeting, startChild, type Child } from './child.ts'
import { findProgram, type Machine } from './machine.ts'
import { findMaildev } from './peers.ts'
import { builtServer } from './checkout.ts'
import { freePorts, type Ports } from './ports.ts'
import { prepare, type Prepared } from './prepare.ts'

/** `inboxes` and `rules` are mailsink with a thousand inboxes open, and with a rule for each; `before` is that of another checkout. */
export type Name = 'mailsink' | 'inboxes' | 'rules' | 'before' | 'bare' | 'maildev' | 'smtp-sink'

export interface Contestant {
  name: Name
  /** The program: a script that runs under this Node, or something of another kind, which has no heap to look at. */
  program: { script: string } | { binary: string }
  arguments: (ports: Ports) => string
  /** What is done before it is measured. */
  prepared: Prepared
}

export interface Started extends Child {
  ports: Ports
  /** Milliseconds from spawn to the first bytes of the greeting. */
  greetedAfter: number
  /** Throws when what was prepared is no longer so: what was measured was something else. */
  check(): Promise<void>
}

const here = fileURLToPath(new URL('../..', import.meta.url))
/** What mailsink is called here, and what is done to it. */
const sinks = { mailsink: 'nothing', inboxes: 'inboxes', rules: 'rules' } as const
/** What a mailsink keeps: all, far more than a run sends, or so little that soon each mail evicts one and its heap grows no more. */
const limits = { all: `--max-memory ${8 * 1024 ** 3} --max-messages 10000000`, little: '--max-messages 2000' } as const
export type Kept = keyof typeof limits

/** All that a plain `mailsink` listens on, on free ports: the listeners that get no mail cost their part of the start. */
const mailsinkArguments =
  (kept: Kept) =>
  ({ smtp, http }: Ports): string =>
    `serve --host 127.0.0.1 --smtp-port ${smtp} --submission-port 0 --submissions-port 0 --http-port ${http} ${limits[kept]}`

function maildevArguments({ smtp, http }: Ports): string {
  return `--ip 127.0.0.1 --smtp ${smtp} --web-ip 127.0.0.1 --web ${http}`
}

/**
 * Those that can run here, in the order of the tables; what cannot is said on stderr and left out. `before` is the folder of
 * the checkout that the contestant of this name is taken from.
 */
export function findContestants(
  wanted: readonly string[],
  scripts: Scripts,
  { before, kept }: { before: string | null; kept: Kept } = { before: null, kept: 'all' },
): Contestant[] {
  const found: Contestant[] = []
  const checkouts = [
    { name: 'before', root: before, prepared: 'nothing' } as const,
    ...(['mailsink', 'inboxes', 'rules'] as const).map((name) => ({ name, root: here, prepared: sinks[name] })),
  ]
  for (const { name, root, prepared } of checkouts) {
    if (!wanted.includes(name)) continue
    const built = root === null ? 'the folder of its checkout was not given, with --before' : builtServer(root)
    if (typeof built === 'string') console.error(`${name} is left out: ${built}`)
    else found.push({ name, program: built, arguments: mailsinkArguments(kept), prepared })
  }
  if (wanted.includes('bare')) {
    const program = { script: scripts.bare }
    found.push({ name: 'bare', program, arguments: ({ smtp }) => String(smtp), prepared: 'nothing' })
  }
  if (wanted.includes('maildev')) {
    const script = findMaildev()
    if (script !== null)
      found.push({ name: 'maildev', program: { script }, arguments: maildevArguments, prepared: 'nothing' })
    else console.error('maildev is left out: it could not be installed')
  }
  if (wanted.includes('smtp-sink')) {
    const binary = findProgram('smtp-sink')
    // As root it insists on a user to become.
    const user = userInfo().uid === 0 ? '-u nobody ' : ''
    const args = ({ smtp }: Ports): string => `${user}127.0.0.1:${smtp} 1000`
    if (binary !== null) found.push({ name: 'smtp-sink', program: { binary }, arguments: args, prepared: 'nothing' })
    else console.error('smtp-sink is left out: it comes with Postfix')
  }
  return found
}

/**
 * Starts one on the server's core and waits for its greeting. `nodeFlags` come before the script of a Node contestant.
 *
 *     await using server = await startContestant(contestant, machine)
 *
 * Its temporary folder is new and removed with it: MailDev keeps mails in memory by default, but their sources and
 * attachments as files in the system's temporary folder. `--mail-directory` would move them and change both.
 */
export async function startContestant(
  { name, program, arguments: args, prepared }: Contestant,
  machine: Machine,
  nodeFlags: string[] = [],
): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'mailsink-bench-'))
  const discard = (): void => rmSync(folder, { recursive: true, force: true })
  // For a bench that is interrupted: an exit waits for no promise.
  process.once('exit', discard)
  const ports = await freePorts()
  const start = 'script' in program ? [process.execPath, ...nodeFlags, program.script] : [program.binary]
  const argv = machine.onServerCore([...start, ...args(ports).split(' ')])
  const child = startChild(name, { argv, env: { TMPDIR: folder } })
  async function stop(): Promise<void> {
    await child.stop()
    process.removeListener('exit', discard)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const at = await greeting(ports.smtp, child.failed)
    const check = await Promise.race([prepare(prepared, ports), child.failed])
    return { ...child, ports, greetedAfter: at - child.spawnedAt, check, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
