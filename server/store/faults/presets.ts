/** The ready-made rules: what mail servers do to clients, each as it can be asked for by its name, or copied and changed. */
import type { ReadyMade } from '../../../contract/fault.ts'

export const readyMade: readonly ReadyMade[] = [
  {
    preset: 'greylisting',
    title: 'Greylisting',
    text: 'The first attempt of a client, sender and recipient is refused for a time (451 4.7.1); one that comes 2 s later is taken.',
    spec: {
      stage: 'rcpt',
      reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted, try again later' },
      per: 'triplet',
      times: null,
      for: '2s',
    },
  },
  {
    preset: 'rate-limit-connection',
    title: 'Rate limit of a connection',
    text: 'After 10 mails in one connection each further MAIL is answered 421 4.7.0: a client has to connect anew.',
    spec: {
      stage: 'mail',
      reply: { code: 421, enhanced: '4.7.0', text: 'Too many mails in this connection' },
      per: 'session',
      skip: 10,
      times: null,
    },
  },
  {
    preset: 'rate-limit-client',
    title: 'Rate limit of a client',
    text: 'A client may send 10 mails in a minute; what is more is refused for a time (450 4.7.1).',
    spec: {
      stage: 'mail',
      reply: { code: 450, enhanced: '4.7.1', text: 'Too many mails, slow down' },
      per: 'client',
      skip: 10,
      times: null,
      window: '1m',
    },
  },
  {
    preset: 'mailbox-full',
    title: 'Mailbox full',
    text: 'The recipient is refused for a time, because there is no room (452 4.2.2).',
    spec: { stage: 'rcpt', reply: { code: 452, enhanced: '4.2.2', text: 'Mailbox full' }, times: null },
  },
  {
    preset: 'unknown-user',
    title: 'Unknown user',
    text: 'The recipient is refused for good, because there is none of that name (550 5.1.1).',
    spec: { stage: 'rcpt', reply: { code: 550, enhanced: '5.1.1', text: 'User unknown' }, times: null },
  },
  {
    preset: 'blocked-sender',
    title: 'Blocked sender',
    text: 'MAIL is refused for good (550 5.7.1). It comes before any recipient: scope it by mailFrom, user or address.',
    spec: { stage: 'mail', reply: { code: 550, enhanced: '5.7.1', text: 'Sender blocked' }, times: null },
  },
  {
    preset: 'too-big',
    title: 'Mail too big',
    text: 'The mail is refused for good once it is there (552 5.3.4).',
    spec: { stage: 'end', reply: { code: 552, enhanced: '5.3.4', text: 'Message too big' }, times: null },
  },
  {
    preset: 'auth-outage',
    title: 'Logins out of order',
    text: 'Credentials, right or wrong, cannot be checked for a time (454 4.7.0).',
    spec: {
      stage: 'auth',
      reply: { code: 454, enhanced: '4.7.0', text: 'Temporary authentication failure' },
      times: null,
    },
  },
  {
    preset: 'blocked-port',
    title: 'Blocked port',
    text: 'The connection opens and the greeting never comes, as behind a firewall. Scope it by address or listener.',
    spec: { stage: 'connect', action: { type: 'stall' }, times: null },
  },
  {
    preset: 'slow-server',
    title: 'Slow server',
    text: 'All that the server says comes at 40 bytes a second. Scope it by address or listener.',
    spec: { stage: 'connect', action: { type: 'trickle', bytesPerSecond: 40, direction: 'server' }, times: null },
  },
  {
    preset: 'dies-after-dot',
    title: 'Dies after the dot',
    text: 'The mail is kept, and the connection ends without a reply: a client that sends it again delivers it twice.',
    spec: { stage: 'end', action: { type: 'drop' }, store: true, times: 1 },
  },
]
