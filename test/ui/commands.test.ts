import { expect, test } from 'vitest'
import { createCommands, type Command } from '../../ui/state/commands.ts'

const command = (id: string, run: () => void, available = true): Command => ({
  id,
  title: id,
  group: 'app',
  keys: [],
  available: () => available,
  run,
})

test('a command that was added later under the same id takes the place of the first', () => {
  const ran: string[] = []
  const commands = createCommands()
  commands.add([command('go', () => ran.push('old'))])
  const remove = commands.add([command('go', () => ran.push('new'))])
  commands.run('go')
  remove()
  commands.run('go')
  expect(ran).toEqual(['new', 'old'])
})

test('what cannot be done now is not done', () => {
  const commands = createCommands()
  commands.add([command('delete', () => expect.fail('was run'), false)])
  expect([commands.run('delete'), commands.run('unknown')]).toEqual([false, false])
})
