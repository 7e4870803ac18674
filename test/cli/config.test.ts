import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/cli/read-config.ts'
import { defaultLimits } from '../../server/sink-options.ts'

const FILES: Record<string, string> = {
  '/run/secrets/token': 'from-a-file\n',
  '/run/secrets/ui': 'ann:s3:cret\n',
  '/run/secrets/empty': '\n',
  '/users': '# for the tests\nann:one\n\nbob:t:wo\r\n',
  '/users-broken': 'ann:one\nbob\n',
  '/users-none': '# nobody\n',
  '/cert': 'CERT',
  '/key': 'KEY',
}

const readFile = (path: string) => {
  const text = FILES[path]
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  return text
}

const read = (words: string, env: Record<string, string> = {}) =>
  readConfig(words.split(' ').filter(Boolean), env, readFile)

function serve(words: string, env: Record<string, string> = {}) {
  const config = read(words, env)
  if (config.command !== 'serve') throw new Error(`not serve: ${JSON.stringify(config)}`)
  return config
}

test('starts with everything at its default when nothing is said', () => {
  expect(serve('')).toEqual({
    command: 'serve',
    log: null,
    warnings: [],
    faultSources: [],
    options: {
      smtp: { port: 1025 },
      submission: { port: 1587 },
      submissions: { port: 1465 },
      http: { port: 8025, basePath: '/', allowHosts: [], allowOrigins: [], auth: null, token: null },
      tls: { names: [] },
      tlsMin: 'TLSv1.2',
      starttls: false,
      authPlaintext: false,
      users: [],
      strict: false,
      faults: [],
      // What a sink in the process has too: the help must not promise something else.
      limits: defaultLimits,
    },
  })
})

describe('a flag', () => {
  test.each([
    ['--smtp-port 2525', { smtp: { port: 2525 } }],
    ['--smtp-port=2525', { smtp: { port: 2525 } }],
    ['serve --smtp-port 0', { smtp: { port: 0 } }],
    ['--smtp-port 0 serve', { smtp: { port: 0 } }],
    ['--smtp-port off', { smtp: false }],
    ['--http-port off', { http: false }],
    ['--smtp-port 1 --smtp-port 2', { smtp: { port: 2 } }],
    ['--host 0.0.0.0', { hosts: ['0.0.0.0'] }],
    ['--host 10.0.0.1,[::1] --host localhost', { hosts: ['10.0.0.1', '::1', 'localhost'] }],
    ['--strict', { strict: true }],
    ['--strict=false', { strict: false }],
    ['--starttls --auth-plaintext', { starttls: true, authPlaintext: true }],
    [
      '--auth ann:a:b --auth bob:c,d',
      {
        users: [
          { user: 'ann', password: 'a:b' },
          { user: 'bob', password: 'c,d' },
        ],
      },
    ],
    [
      '--auth-file /users',
      {
        users: [
          { user: 'ann', password: 'one' },
          { user: 'bob', password: 't:wo' },
        ],
      },
    ],
    ['--tls-min 1.0', { tlsMin: 'TLSv1' }],
    ['--tls-cert /cert --tls-key /key', { tls: { cert: 'CERT', key: 'KEY' } }],
    ['--tls-host mail.example.com,MX.example.com', { tls: { names: ['mail.example.com', 'mx.example.com'] } }],
  ])('%s', (words, part) => {
    expect(serve(words).options).toMatchObject(part)
  })

  test.each([
    ['mail', '/mail/'],
    ['/mail', '/mail/'],
    ['//mail/box//', '/mail/box/'],
    ['/', '/'],
  ])('--base-path %s is %s', (written, basePath) => {
    expect(serve(`--base-path ${written}`).options.http).toMatchObject({ basePath })
  })

  test('of the web takes lists, a login and a token', () => {
    const words =
      '--allow-host a.example --allow-host b.example --allow-origin https://app.test:3000/ --auth-ui u:p --token t'
    expect(serve(words).options.http).toEqual({
      port: 8025,
      basePath: '/',
      allowHosts: ['a.example', 'b.example'],
      allowOrigins: ['https://app.test:3000'],
      auth: { user: 'u', password: 'p' },
      token: 't',
    })
  })

  test.each([
    ['--max-message-size 10k', 'messageSize', 10_240],
    ['--max-message-size 1.5MiB', 'messageSize', 1_572_864],
    ['--max-memory 2GB', 'memory', 2_147_483_648],
    ['--max-memory 1000', 'memory', 1000],
    ['--idle-timeout 250ms', 'idle', 250],
    ['--transaction-timeout 10m', 'transaction', 600_000],
    ['--max-age 7d', 'maxAge', 604_800_000],
    ['--max-age off', 'maxAge', null],
    ['--max-recipients 5', 'recipients', 5],
  ])('%s sets the limit %s to %j', (words, limit, value) => {
    expect(serve(words).options.limits).toMatchObject({ [limit]: value })
  })
})

describe('a variable', () => {
  test('beats the default, and a flag beats it', () => {
    const env = { MAILSINK_SMTP_PORT: '2525', MAILSINK_STRICT: 'true' }
    expect(serve('', env).options).toMatchObject({ smtp: { port: 2525 }, strict: true })
    expect(serve('--smtp-port 3 --strict=false', env).options).toMatchObject({ smtp: { port: 3 }, strict: false })
  })

  test('that is empty counts as not set', () => {
    expect(serve('', { MAILSINK_SMTP_PORT: '', MAILSINK_TOKEN: '' }).options).toMatchObject({
      smtp: { port: 1025 },
      http: { token: null },
    })
  })

  test('takes lists: addresses by commas, logins by lines', () => {
    const env = { MAILSINK_HOST: '0.0.0.0, ::', MAILSINK_AUTH: 'ann:a,b\nbob:c d' }
    expect(serve('', env).options).toMatchObject({
      hosts: ['0.0.0.0', '::'],
      users: [
        { user: 'ann', password: 'a,b' },
        { user: 'bob', password: 'c d' },
      ],
    })
  })

  test('may name a file for a secret', () => {
    const env = {
      MAILSINK_TOKEN_FILE: '/run/secrets/token',
      MAILSINK_AUTH_UI_FILE: '/run/secrets/ui',
      MAILSINK_AUTH_FILE: '/users',
    }
    expect(serve('', env).options).toMatchObject({
      http: { token: 'from-a-file', auth: { user: 'ann', password: 's3:cret' } },
      users: [
        { user: 'ann', password: 'one' },
        { user: 'bob', password: 't:wo' },
      ],
    })
  })

  test('that Kubernetes made of a service of our name is no setting', () => {
    const env = {
      MAILSINK_SMTP_PORT: 'tcp://10.0.0.7:1025',
      MAILSINK_SERVICE_HOST: '10.0.0.7',
      MAILSINK_PORT_1025_TCP_ADDR: '10.0.0.7',
    }
    expect(serve('', env)).toMatchObject({ warnings: [], options: { smtp: { port: 1025 } } })
  })

  test('that is none of ours but looks so is named in a warning', () => {
    expect(serve('', { MAILSINK_SMPT_PORT: '1', MAILSINK_QQ: '2', OTHER: '3' }).warnings).toEqual([
      'There is no variable MAILSINK_SMPT_PORT; did you mean MAILSINK_SMTP_PORT?',
      'There is no variable MAILSINK_QQ.',
    ])
  })
})

describe('a mistake is one line', () => {
  test.each([
    ['--smpt-port 25', 'There is no flag --smpt-port; did you mean --smtp-port?'],
    ['--bogusness', 'There is no flag --bogusness; see mailsink --help.'],
    ['-x', 'There is no flag -x; see mailsink --help.'],
    ['srve', 'There is no command "srve"; did you mean serve?'],
    [
      '--smtp-port 70000',
      '--smtp-port does not take "70000": give a number from 0 to 65535 (0 takes any free port), or off.',
    ],
    ['--smtp-port', '--smtp-port needs a value: a number from 0 to 65535 (0 takes any free port), or off.'],
    [
      '--host --strict',
      '--host needs a value: an IP address or a name of this machine, such as 127.0.0.1, ::1 or localhost.',
    ],
    [
      '--host 1.2.3',
      '--host does not take "1.2.3": give an IP address or a name of this machine, such as 127.0.0.1, ::1 or localhost.',
    ],
    ['--strict=perhaps', '--strict does not take "perhaps": give true or false.'],
    ['--max-memory 5x', '--max-memory does not take "5x": give bytes, or a number with k, M or G, such as 50MiB.'],
    [
      '--idle-timeout 60',
      '--idle-timeout does not take "60": give a number with ms, s, m, h or d, such as 60s, at most 24d.',
    ],
    [
      '--idle-timeout 25d',
      '--idle-timeout does not take "25d": give a number with ms, s, m, h or d, such as 60s, at most 24d.',
    ],
    [
      '--allow-origin https://a.test/x',
      '--allow-origin does not take "https://a.test/x": give a scheme, a host and perhaps a port, such as https://app.test:3000.',
    ],
    ['--base-path /a/../b', '--base-path does not take "/a/../b": give a path such as /mail/.'],
    ['--tls-min 2', '--tls-min does not take "2": give 1.0, 1.1, 1.2 or 1.3.'],
    ['--log loud', '--log does not take "loud": give human, json or off.'],
    ['--auth hunter2', '--auth does not take the value it has: give a user, a colon and a password.'],
    ['--subject x', 'mailsink serve does not take --subject; mailsink send does.'],
    ['send --strict', 'mailsink send does not take --strict; mailsink serve does.'],
    ['send a.eml b.eml', '"b.eml" is one word too many for mailsink send.'],
    ['serve 1025', '"1025" is one word too many for mailsink serve.'],
    [
      '--smtp-port 25 --http-port 25',
      '--smtp-port and --http-port are both 25: give one of them another port, 0 or off.',
    ],
    [
      '--smtp-port off --submission-port off --submissions-port off --http-port off',
      'Every port is off: there is nothing to start.',
    ],
    ['--tls-cert /cert', '--tls-cert needs --tls-key beside it.'],
    ['--tls-key /key', '--tls-key needs --tls-cert beside it.'],
    ['--tls-cert /nowhere --tls-key /key', '--tls-cert names a file that cannot be read: /nowhere (ENOENT).'],
    [
      '--tls-cert /cert --tls-key /key --tls-host a',
      '--tls-host names a certificate made at start, and --tls-cert is given.',
    ],
    ['--auth-file /users-broken', '/users-broken, line 2, is not a login: give a user, a colon and a password.'],
    ['--auth-file /users-none', '--auth-file names a file without a login: /users-none.'],
    ['send --to a@b>\rDATA', '--to does not take "a@b>\\rDATA": give an address such as ann@example.com.'],
  ])('mailsink %s', (words, message) => {
    expect(read(words)).toEqual({ command: 'error', message })
  })

  test.each([
    [
      { MAILSINK_SMTP_PORT: 'x' },
      'MAILSINK_SMTP_PORT does not take "x": give a number from 0 to 65535 (0 takes any free port), or off.',
    ],
    [
      { MAILSINK_TOKEN: 'two words' },
      'MAILSINK_TOKEN does not take the value it has: give one word of visible ASCII characters.',
    ],
    [{ MAILSINK_TOKEN_FILE: '/nowhere' }, 'MAILSINK_TOKEN_FILE names a file that cannot be read: /nowhere (ENOENT).'],
    [
      { MAILSINK_TOKEN_FILE: '/run/secrets/empty' },
      'MAILSINK_TOKEN_FILE does not take the value it has: give one word of visible ASCII characters.',
    ],
    [
      { MAILSINK_TOKEN: 'a', MAILSINK_TOKEN_FILE: '/run/secrets/token' },
      'Both MAILSINK_TOKEN and MAILSINK_TOKEN_FILE are set: keep one of them.',
    ],
  ])('%j', (env, message) => {
    expect(read('', env)).toEqual({ command: 'error', message })
  })
})

describe('the other commands', () => {
  const everywhere = { host: '127.0.0.1', smtp: 1025, submission: 1587, submissions: 1465, http: 8025, basePath: '/' }

  test.each([
    ['ready', {}, everywhere],
    ['ready --host 0.0.0.0 --http-port off', {}, { ...everywhere, http: false }],
    ['ready --host ::', {}, { ...everywhere, host: '::1' }],
    ['ready', { MAILSINK_HOST: '0.0.0.0', MAILSINK_BASE_PATH: '/mail' }, { ...everywhere, basePath: '/mail/' }],
  ])('%s with %j looks where it was started', (words, env: Record<string, string>, target) => {
    expect(read(words, env)).toEqual({ command: 'ready', target })
  })

  test('send takes an envelope and a file', () => {
    expect(read('send mail.eml --from a@b.test --to c@d.test,e@f.test --to g@h.test --smtp-port 2525')).toMatchObject({
      command: 'send',
      target: { host: '127.0.0.1', smtp: 2525 },
      letter: { file: 'mail.eml', from: 'a@b.test', to: ['c@d.test', 'e@f.test', 'g@h.test'] },
    })
    expect(read('send -')).toMatchObject({ letter: { file: '-' } })
    expect(read('send')).toMatchObject({ letter: { file: null, subject: 'Hello', text: 'It works.' } })
  })

  test.each(['--version', '-v', 'send --version', '--bogus --version'])('%s asks for the version', (words) => {
    expect(read(words)).toEqual({ command: 'version' })
  })
})
