/** Which tries were of the same mail, by made-up tries. */
import { expect, test } from 'vitest'
import { accountOf } from '../../server/store/attempts/account.ts'
import { grouped } from '../../server/store/attempts/group.ts'
import type { Try } from '../../server/store/attempts/try.ts'

interface Said {
  /** What came of the mail: Message-ID, body, subject. Absent: nothing. */
  readonly id?: string
  readonly body?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string[]
  readonly accepted?: string[]
  /** The message that it left. */
  readonly left?: string
  readonly client?: string
  /** Milliseconds; 1 s after the one before and 100 ms long by default. */
  readonly at?: number
}

const triesOf = (all: readonly Said[]) => all.map((said, n) => tryOf(said, n))

function tryOf(said: Said, n: number): Try {
  const { id = null, body = null, subject = null, from = 'shop@example.com', to = ['ann@example.com'] } = said
  const { left = null, accepted = left === null ? [] : to, client = '127.0.0.1 app ', at = n * 1000 } = said
  const hasCome = id !== null || body !== null || subject !== null
  return {
    session: `s${n}`,
    transaction: 1,
    at,
    until: at + 100,
    client,
    from,
    to,
    accepted,
    outcome: left === null ? 'refused' : 'delivered',
    reply: null,
    message: left,
    faults: [],
    fingerprint: hasCome ? { messageId: id, subject, body } : null,
  }
}

/** The mails, each as the numbers of its tries, by what they are known, and whether it was delivered. */
const mailsOf = (all: readonly Said[]) =>
  grouped(triesOf(all)).map((mail) => {
    const tries = mail.map(({ tried, known }) => `${tried.session.slice(1)} ${known}`)
    return `${tries.join(', ')}: ${accountOf(mail, null).delivered}`
  })

const bob = ['bob@example.com']
const both = ['ann@example.com', 'bob@example.com']

test.each<[string, Said[], string[]]>([
  [
    'the same Message-ID is the same mail, whatever the body',
    [
      { id: 'a', body: 'x' },
      { id: 'a', body: 'y', left: 'm1' },
    ],
    ['0 message_id, 1 message_id: once'],
  ],
  [
    'a naive retry has a new Message-ID and the same body',
    [
      { id: 'a', body: 'x' },
      { id: 'b', body: 'x', left: 'm1' },
    ],
    ['0 body, 1 body: once'],
  ],
  [
    'one mail is known by both where one try shares its Message-ID and another its body',
    [{ id: 'a' }, { id: 'a', body: 'x' }, { id: 'b', body: 'x', left: 'm1' }],
    ['0 message_id, 1 message_id, 2 body: once'],
  ],
  [
    'the same body under another subject is another mail',
    [
      { id: 'a', subject: 'One', body: 'x', left: 'm1' },
      { id: 'b', subject: 'Two', body: 'x', left: 'm2' },
    ],
    ['0 message_id: once', '1 message_id: once'],
  ],
  [
    'the same body to somebody else is another mail',
    [
      { id: 'a', body: 'x', left: 'm1' },
      { id: 'b', body: 'x', to: bob, left: 'm2' },
    ],
    ['0 message_id: once', '1 message_id: once'],
  ],
  [
    'the same body of another sender is another mail',
    [
      { body: 'x', left: 'm1' },
      { body: 'x', from: 'news@example.com', left: 'm2' },
    ],
    ['0 body: once', '1 body: once'],
  ],
  [
    'addresses are the same in any case',
    [{ body: 'x' }, { body: 'x', from: 'Shop@Example.com', to: ['ANN@example.com'], left: 'm1' }],
    ['0 body, 1 body: once'],
  ],
  [
    'two different mails to the same recipient at the same time stay two',
    [
      { id: 'a', body: 'x', left: 'm1', at: 0 },
      { id: 'b', body: 'y', left: 'm2', at: 10 },
    ],
    ['0 message_id: once', '1 message_id: once'],
  ],
  [
    'who was refused is tried again, and each has one copy',
    [
      { id: 'a', body: 'x', to: both, accepted: bob, left: 'm1' },
      { id: 'a', body: 'x', left: 'm2' },
    ],
    ['0 message_id, 1 message_id: once'],
  ],
  [
    'who was refused and is not tried again has none',
    [{ id: 'a', body: 'x', to: both, accepted: bob, left: 'm1' }],
    ['0 message_id: partly'],
  ],
  [
    'delivered twice to one of two is twice',
    [
      { id: 'a', body: 'x', to: both, left: 'm1' },
      { id: 'a', body: 'x', left: 'm2' },
    ],
    ['0 message_id, 1 message_id: twice'],
  ],
  [
    'delivered three times is more than twice',
    [
      { id: 'a', left: 'm1' },
      { id: 'a', left: 'm2' },
      { id: 'a', left: 'm3' },
    ],
    ['0 message_id, 1 message_id, 2 message_id: more'],
  ],
  [
    'a recipient named twice in one envelope has one copy',
    [{ id: 'a', to: ['ann@x', 'Ann@x'], left: 'm1' }],
    ['0 message_id: once'],
  ],
  ['refused three times and never delivered is one mail', [{}, {}, {}], ['0 envelope, 1 envelope, 2 envelope: never']],
  [
    'refused before the payload belongs to the next mail with its envelope',
    [{ id: 'a', body: 'x', left: 'm1' }, {}, { id: 'b', body: 'y', left: 'm2' }],
    ['0 message_id: once', '1 envelope, 2 message_id: once'],
  ],
  [
    'where none comes later, it belongs to the newest before',
    [{ id: 'a', body: 'x', left: 'm1' }, { id: 'b', body: 'y', left: 'm2' }, {}],
    ['0 message_id: once', '1 message_id, 2 envelope: once'],
  ],
  [
    'refused to two belongs to a later mail to one of them',
    [{ to: both }, { id: 'a', body: 'x', to: bob, left: 'm1' }],
    ['0 envelope, 1 message_id: partly'],
  ],
  [
    'recipients that only overlap are another envelope',
    [{ to: both }, { body: 'x', to: ['bob@example.com', 'eve@example.com'], left: 'm1' }],
    ['0 envelope: never', '1 body: once'],
  ],
  [
    'tries at the same time are of two mails, though their envelopes are the same',
    [{ at: 0 }, { at: 10 }, { id: 'a', body: 'x', left: 'm1', at: 1000 }, { id: 'b', body: 'y', left: 'm2', at: 1010 }],
    ['0 envelope, 2 message_id: once', '1 envelope, 3 message_id: once'],
  ],
  [
    'cut off in the body and delivered under a new Message-ID is one mail',
    [
      { id: 'a', subject: 'Reset' },
      { id: 'b', subject: 'Reset', body: 'x', left: 'm1' },
    ],
    ['0 envelope, 1 message_id: once'],
  ],
  [
    'cut off in the body under another subject is another mail',
    [
      { id: 'a', subject: 'Reset' },
      { id: 'b', subject: 'Welcome', body: 'x', left: 'm1' },
    ],
    ['0 message_id: never', '1 message_id: once'],
  ],
  [
    'refused at MAIL, it is told by its sender and client',
    [{ to: [] }, { to: [], client: '10.0.0.1 other ' }, { id: 'a', body: 'x', left: 'm1' }],
    ['0 envelope, 2 message_id: once', '1 envelope: never'],
  ],
  [
    'of two messages that are gone, content and all, nobody can say that they were one',
    [{ left: 'm1' }, { left: 'm2' }],
    ['0 envelope: once', '1 envelope: once'],
  ],
  ['no tries are no mails', [], []],
  [
    'of two that never came whole the later try tells, whichever mail began earlier',
    [
      { id: 'a', subject: 'One' },
      { id: 'b', subject: 'Two', at: 1000 },
      { id: 'a', subject: 'One', at: 2000 },
      { at: 2500 },
    ],
    ['0 message_id, 2 message_id, 3 envelope: never', '1 message_id: never'],
  ],
])('%s', (_, all, expected) => {
  expect(mailsOf(all)).toEqual(expected)
})

test('the account of a mail has every recipient once, the gaps, and all that it left', () => {
  const [mail] = grouped(
    triesOf([
      { id: 'a', to: both, accepted: bob, body: 'x', left: 'm1' },
      { id: 'a', to: ['Ann@example.com'], at: 1500 },
      { id: 'a', to: ['ann@example.com'], left: 'm2', at: 1750.4, body: 'x' },
    ]),
  )
  const account = accountOf(mail ?? [], 'Reset')
  expect(account).toMatchObject({ messageId: 'a', subject: 'Reset', to: both, delivered: 'once', copies: 2 })
  expect(account.messages).toEqual(['m1', 'm2'])
  expect(account.attempts.map(({ gap }) => gap)).toEqual([null, 1500, 250])
})

test('ten thousand tries of the same envelope are told apart in a moment', () => {
  const all = triesOf(
    Array.from({ length: 10_000 }, (_, n) => (n % 2 === 0 ? {} : { id: `${n}`, body: `${n}`, left: `m${n}` })),
  )
  const started = performance.now()
  expect(grouped(all)).toHaveLength(5000)
  // A guard against squares, generous for a slow machine.
  expect(performance.now() - started).toBeLessThan(5000)
})
