/** Who is a blind copy: recipients of the envelope in no header. A Bcc field that was sent is one, and everybody can read it. */
import { expect, test } from 'vitest'
import { createMailReader } from '../../server/mail/reader.ts'
import { MessageFacts } from '../../server/store/message-facts.ts'
import { StoredMessage } from '../../server/store/message.ts'
import { imported } from '../../server/store/imported.ts'

const reader = createMailReader()

test.each([
  ['none', 'X-Other: boss@x.test', ['audit@x.test', 'boss@x.test']],
  ['one', 'BCC: The boss <Boss@X.test>', ['audit@x.test']],
  ['two', 'Bcc: boss@x.test\r\nBcc: "Doe, Ann" <ann@x.test>,\r\n audit@x.test', []],
])('of Bcc fields there are %s', async (_, fields, blind) => {
  const raw = Buffer.from(`To: Bob@x.test\r\nCc: carol@x.test\r\n${fields}\r\n\r\nHi\r\n`)
  const to = ['bob@x.test', 'carol@x.test', 'audit@x.test', 'boss@x.test']
  const message = new StoredMessage('id', 1, 0, imported(raw, { from: 'a@x.test', to }, '::1', reader), [])
  expect(new MessageFacts(message, reader).values('bcc')).toEqual(blind)
  const parsed = await reader.read(raw)
  expect(new MessageFacts(message, reader, parsed).values('bcc')).toEqual(blind)
  expect(message.whole(reader, parsed).bcc).toEqual(blind.map((address) => ({ name: '', address })))
})
