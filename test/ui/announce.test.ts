import { expect, test } from 'vitest'
import { createAnnouncer } from '../../ui/state/announce.ts'
import { added, closed } from './samples.ts'

const nothing = (): void => {}

test('a burst of mail is announced in two sentences, not in twenty', () => {
  let pass = nothing
  const announcer = createAnnouncer((_ms, run) => (pass = run))
  const heard: string[] = []
  announcer.sentence.subscribe((sentence) => heard.push(sentence))
  for (let seq = 1; seq <= 20; seq++) announcer.apply([added(seq)])
  announcer.apply([closed(21)])
  pass()
  pass()
  expect(heard).toEqual(['', '1 new message from Ann', '19 new messages, 1 attempt delivered nothing', ''])
})
