import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configurationPage } from '../../server/cli/configuration-page.ts'
import { helpFor } from '../../server/cli/help.ts'
import { readConfig } from '../../server/cli/read-config.ts'
import { rows, takes, type Command } from '../../server/config.ts'

const COMMANDS: Command[] = ['serve', 'ready', 'send']

test.each(COMMANDS)('the help of %s names each flag it takes once and no other', (command) => {
  const named = [...helpFor(command).matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag)
  const taken = rows.flatMap(([flag, setting]) => (takes(command, setting) ? [flag] : []))
  expect(named).toHaveLength(taken.length)
  expect(new Set(named)).toEqual(new Set<string>(taken))
})

test.each(COMMANDS)('the help of %s fits 100 columns', (command) => {
  expect(
    helpFor(command)
      .split('\n')
      .filter((line) => line.length > 100),
  ).toEqual([])
})

test.each([
  [['--help'], 'serve'],
  [['-h'], 'serve'],
  [['help'], 'serve'],
  [['help', 'send'], 'send'],
  [['send', '--help'], 'send'],
  [['ready', '--bogus', '--help'], 'ready'],
] as const)('mailsink %j prints the help of %s', (argv, command) => {
  expect(readConfig(argv, {}, () => '')).toEqual({ command: 'help', text: helpFor(command) })
})

test('the page in docs/ is the one that the table gives', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8')
  // When it differs: npx tsx scripts/configuration-page.ts
  expect(page).toBe(configurationPage())
})

test('every default is a value that its flag takes', () => {
  const given = rows.flatMap(([flag, setting]) =>
    takes('serve', setting) && setting.default ? [`--${flag}=${setting.default}`] : [],
  )
  expect(given.length).toBeGreaterThan(10)
  expect(readConfig(given, {}, () => '')).toEqual(readConfig([], {}, () => ''))
})
