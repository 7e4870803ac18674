/** Rules on the command line: how they are written, and what is said of a bad one. */
import { describe, expect, test } from 'vitest'
import { FaultSpec } from '../../contract/fault.ts'
import { OPTIONS } from '../../server/cli/fault-rule.ts'
import { readConfig } from '../../server/cli/read-config.ts'
import { whyNotStarted } from '../../server/cli/start-error.ts'
import { addFaultsAtStart, FaultRefusedError } from '../../server/start-faults.ts'

const FILES: Record<string, string> = {
  '/rules.json': '[{ "preset": "greylisting" }, { "preset": "unknown-user", "scope": { "rcpt": "*@x.test" } }]',
  '/wrapped.json': '{ "faults": [{ "preset": "greylisting" }] }',
  '/broken.json': '{ "faults": [',
  '/number.json': '7',
  '/numbers.json': '[7]',
}

const readFile = (path: string) => {
  const text = FILES[path]
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  return text
}

const read = (argv: readonly string[], env: Record<string, string> = {}) => readConfig(argv, env, readFile)

function faultsOf(argv: readonly string[], env: Record<string, string> = {}) {
  const config = read(argv, env)
  if (config.command !== 'serve') throw new Error(`not serve: ${JSON.stringify(config)}`)
  return config.options.faults
}

describe('a rule is', () => {
  test.each([
    ['greylisting', { preset: 'greylisting' }],
    ['mailbox-full rcpt=ann@x.test times=3', { preset: 'mailbox-full', scope: { rcpt: 'ann@x.test' }, times: 3 }],
    [
      'mailbox-full; code=452; text=Try again, later; ttl=5m; for=null',
      { preset: 'mailbox-full', reply: { code: 452, text: 'Try again, later' }, ttl: '5m', for: null },
    ],
    [
      'dies-after-dot store=true seed=7 probability=0.5',
      { preset: 'dies-after-dot', store: true, seed: 7, probability: 0.5 },
    ],
    ['blocked-sender mailFrom=false name=12', { preset: 'blocked-sender', scope: { mailFrom: false }, name: '12' }],
    [
      '{"scope":{"all":true},"stage":"mail","reply":{"code":421}}',
      { scope: { all: true }, stage: 'mail', reply: { code: 421 } },
    ],
  ])('%s', (text, spec) => {
    expect(faultsOf(['--fault', text])).toEqual([spec])
  })

  test('one of several, each behind a flag of its own', () => {
    expect(faultsOf(['--fault', 'greylisting', '--fault=unknown-user rcpt=*@x.test'])).toEqual([
      { preset: 'greylisting' },
      { preset: 'unknown-user', scope: { rcpt: '*@x.test' } },
    ])
  })

  test('a line of a variable, or as many as its JSON has', () => {
    const MAILSINK_FAULT = 'greylisting\n{\n  "preset": "too-big"\n}\nmailbox-full times=2\n'
    expect(faultsOf([], { MAILSINK_FAULT })).toEqual([
      { preset: 'greylisting' },
      { preset: 'too-big' },
      { preset: 'mailbox-full', times: 2 },
    ])
  })

  test.each([
    [['--faults-file', '/rules.json'], {}, 2],
    [['--faults-file', '/wrapped.json', '--fault', 'too-big'], {}, 2],
    [[], { MAILSINK_FAULTS_FILE: '/wrapped.json' }, 1],
  ])('one of a file: %j with %j', (argv, env: Record<string, string>, count) => {
    expect(faultsOf(argv, env)).toHaveLength(count)
  })
})

describe('a mistake is one line', () => {
  const expected = 'give a ready-made rule such as "mailbox-full rcpt=ann@example.com times=3", or a rule as JSON.'

  test.each([
    [['--fault', '{"stage":'], `--fault does not take "{\\"stage\\":": ${expected}`],
    [['--fault', 'greylisting fast'], `--fault does not take "greylisting fast": ${expected}`],
    [['--fault', 'rcpt=ann@x.test'], `--fault does not take "rcpt=ann@x.test": ${expected}`],
    [['--fault'], `--fault needs a value: ${expected.slice('give '.length)}`],
    [['--faults-file', '/nowhere'], '--faults-file names a file that cannot be read: /nowhere (ENOENT).'],
    [
      ['--faults-file', '/number.json'],
      '--faults-file names /number.json, which holds no rules: give a JSON list of them, or { "faults": [...] }.',
    ],
    [
      ['--faults-file', '/numbers.json'],
      '/numbers.json, rule 1, is no rule: give an object such as { "preset": "greylisting" }.',
    ],
    [
      ['--faults-file', '/broken.json'],
      expect.stringMatching(/^--faults-file names \/broken\.json, which is not JSON: ./),
    ],
  ])('%j', (argv, message: unknown) => {
    expect(read(argv)).toEqual({ command: 'error', message })
  })

  test('that tells where the rule was given, and exits with 2', () => {
    const config = read(['--fault', 'greylisting', '--fault', 'graylisting', '--faults-file', '/rules.json'])
    if (config.command !== 'serve') throw new Error('not serve')
    expect(config.faultSources).toEqual([
      '--fault greylisting',
      '--fault graylisting',
      '/rules.json, rule 1',
      '/rules.json, rule 2',
    ])
    expect(whyNotStarted(new FaultRefusedError(3, new Error('No such stage.')), config.faultSources)).toEqual({
      line: '/rules.json, rule 2: No such stage.',
      code: 2,
    })
    expect(() => addFaultsAtStart(config.options.faults ?? [], () => {})).toThrow(/^faults\[1\]: .*graylisting/)
  })

  test('of anything else is 1', () => {
    expect(whyNotStarted(new Error('No memory.'), [])).toEqual({ line: 'No memory.', code: 1 })
  })
})

test('every option of a rule is a word of --fault', () => {
  const given = new Set(['preset', 'scope', 'reply', 'action'])
  expect([...OPTIONS].toSorted()).toEqual(
    Object.keys(FaultSpec.properties)
      .filter((name) => !given.has(name))
      .toSorted(),
  )
})
