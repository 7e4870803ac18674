/** Who called: the line of the test that a claim is remembered by, and where the stack of an error begins. */

export interface Caller {
  /** Such as `test/welcome.test.ts:12`; null where the engine does not tell. */
  place(): string | null
  /** Makes the error begin where the test called, and gives it back. */
  blame<E extends Error>(error: E): E
}

interface Frame {
  readonly line: string
  readonly file: string
  readonly row: string
}

/** Is called by what the test calls, before anything is awaited. Engines put the text of a stack together when it is read. */
export function caller(): Caller {
  const trace = new Error('called')
  let read: { own: string; outside: Frame[] } | null = null
  const frames = () => (read ??= sorted(framesOf(trace.stack ?? '')))
  return {
    place() {
      const { outside } = frames()
      const found = outside.find(({ file }) => !/^node:|[/\\]node_modules[/\\]/.test(file)) ?? outside[0]
      return found === undefined ? null : `${shown(found.file)}:${found.row}`
    },
    blame(error) {
      const { own, outside } = frames()
      const head = `${error.name}: ${error.message}`
      const [first] = framesOf((error.stack ?? '').replace(error.message, ''))
      // What a test does within capture() has a line of its own already.
      const known = first !== undefined && !first.file.startsWith(own)
      if (outside.length > 0 && !known) error.stack = [head, ...outside.map(({ line }) => line)].join('\n')
      return error
    },
  }
}

/** Everything of this package, as it is built or as it is written, lies in the folder of the first frame or below. */
function sorted(frames: readonly Frame[]): { own: string; outside: Frame[] } {
  const here = frames[0]?.file ?? ''
  const own = here.slice(0, Math.max(here.lastIndexOf('/'), here.lastIndexOf('\\')) + 1)
  return { own, outside: frames.filter(({ file }) => !file.startsWith(own)) }
}

const framesOf = (stack: string) => stack.split('\n').flatMap(frameOf)

/** A line of V8 (`at work (file:1:2)`), or of other engines (`work@file:1:2`). */
function frameOf(line: string): Frame[] {
  const found = /^\s*at (?:.*\(|async )?(.+?):(\d+):\d+\)?$/.exec(line) ?? /^[^@]*@(.+?):(\d+):\d+$/.exec(line)
  return found === null ? [] : [{ line, file: withoutScheme(found[1] ?? ''), row: found[2] ?? '' }]
}

/** Below the working directory as from there: where the rest lies is nobody's business. */
function shown(file: string): string {
  const { process } = globalThis as { process?: { cwd?: () => string } }
  const root = process?.cwd?.().replaceAll('\\', '/')
  const path = file.replaceAll('\\', '/')
  if (root !== undefined && path.startsWith(`${root}/`)) return path.slice(root.length + 1)
  return path.split('/').slice(-2).join('/')
}

const withoutScheme = (file: string) => file.replace(/^file:\/\/(?:\/(?=[a-z]:))?/i, '')
