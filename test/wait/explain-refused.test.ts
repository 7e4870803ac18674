/** What a wait prints when its mail was refused. Word for word. */
import { expect, test } from 'vitest'
import { ann, attempt, before, explained, text } from './situation.ts'

test('a refused recipient is shown with the lines around its 550', () => {
  const refused = attempt(
    { code: 550, enhanced: '5.1.1', text: 'RCPT was refused: No such user' },
    `C: MAIL FROM:<shop@acme.test>
     S: 250 2.1.0 Accepted
     C: RCPT TO:<${ann}>
     S: 550 5.1.1 No such user
     C: QUIT
     S: 221 2.0.0 Bye
     *: Closed after QUIT.`,
    { from: 'shop@acme.test', to: [ann] },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. RCPT was refused: No such user (550 5.1.1).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused (C: the client, S: mailsink)
        RCPT was refused: No such user (550 5.1.1)
        1.4 s ago, from 172.18.0.5 to the smtp listener, for ann@t-reset-7k3m9x2p4q.mailsink.test
          C: MAIL FROM:<shop@acme.test>
          S: 250 2.1.0 Accepted
          C: RCPT TO:<ann@t-reset-7k3m9x2p4q.mailsink.test>
          S: 550 5.1.1 No such user
          C: QUIT

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail over the limit is shown with its size and the limit to raise', () => {
  const refused = attempt(
    {
      code: 552,
      enhanced: '5.3.4',
      text: 'DATA was refused: The mail is larger than the limit of 52428800 bytes',
      hint: 'Raise --max-message-size to take larger mails.',
    },
    `C: RCPT TO:<${ann}>
     S: 250 2.1.5 Accepted
     C: DATA
     S: 354 Go ahead
     C: 68157440 bytes, 873813 lines, refused and not kept
     S: 552 5.3.4 The mail is larger than the limit of 52428800 bytes
     C: QUIT`,
    { to: [ann] },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. DATA was refused: The mail is larger than the limit of 52428800 bytes (552 5.3.4).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused (C: the client, S: mailsink)
        DATA was refused: The mail is larger than the limit of 52428800 bytes (552 5.3.4)
        1.4 s ago, from 172.18.0.5 to the smtp listener, for ann@t-reset-7k3m9x2p4q.mailsink.test
          C: RCPT TO:<ann@t-reset-7k3m9x2p4q.mailsink.test>
          S: 250 2.1.5 Accepted
          C: DATA
          S: 354 Go ahead
          C: (the mail: 68157440 bytes, 873813 lines, refused and not kept)
          S: 552 5.3.4 The mail is larger than the limit of 52428800 bytes
          C: QUIT
        → Raise --max-message-size to take larger mails.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a refusal that a test has asked for names the fault', () => {
  const refused = attempt(
    { code: 451, enhanced: '4.7.1', text: 'RCPT was refused: Greylisted' },
    `C: RCPT TO:<${ann}>
     S: 451 4.7.1 Greylisted`,
    { to: [ann], session: { faults: ['f_12'] } },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. RCPT was refused: Greylisted (451 4.7.1).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused (C: the client, S: mailsink)
        RCPT was refused: Greylisted (451 4.7.1)
        1.4 s ago, from 172.18.0.5 to the smtp listener, for ann@t-reset-7k3m9x2p4q.mailsink.test
          C: RCPT TO:<ann@t-reset-7k3m9x2p4q.mailsink.test>
          S: 451 4.7.1 Greylisted
        → A test has asked for this: fault f_12.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

const again = (ms: number) =>
  attempt(
    { code: 550, enhanced: '5.1.1', text: 'RCPT was refused: No such user' },
    `C: RCPT TO:<${ann}>
     S: 550 5.1.1 No such user`,
    { to: [ann], session: { openedAt: before(ms) } },
  )

test('an app that tries again and again is told once, and apart from what may be of others', () => {
  const other = attempt(
    { text: 'The client said hello and offered no mail. It said QUIT.' },
    `C: EHLO probe
     S: 250 mailsink greets [172.18.0.9]
     C: QUIT
     S: 221 2.0.0 Bye`,
    { scope: 'possible', session: { remote: { address: '172.18.0.9', port: 50100 } } },
  )
  expect(explained({ attempts: [again(400), again(1_900), again(3_400), other] })).toBe(text`
    No message matched within 5 s. RCPT was refused: No such user (550 5.1.1).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused (C: the client, S: mailsink)
        RCPT was refused: No such user (550 5.1.1)
        3 times, the last 400 ms ago, from 172.18.0.5 to the smtp listener, for
        ann@t-reset-7k3m9x2p4q.mailsink.test
          C: RCPT TO:<ann@t-reset-7k3m9x2p4q.mailsink.test>
          S: 550 5.1.1 No such user

      failed before naming a recipient, so perhaps another test's
        The client said hello and offered no mail. It said QUIT.
        1.4 s ago, from 172.18.0.9 to the smtp listener
          C: EHLO probe
          S: 250 mailsink greets [172.18.0.9]
          C: QUIT
          S: 221 2.0.0 Bye

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a hint that applies to several is given once', () => {
  const hint = 'Raise --max-message-size to take larger mails.'
  const refused = ['DATA', 'MAIL'].map((verb) =>
    attempt({ code: 552, text: `${verb} was refused: too large`, hint }, `C: ${verb}\nS: 552 too large`, { to: [ann] }),
  )
  const lines = explained({ attempts: refused }).split('\n')
  expect(lines.filter((line) => line.includes('was refused:'))).toHaveLength(3)
  expect(lines.filter((line) => line.includes(hint))).toEqual([`    → ${hint}`])
})
