/** Each action at each stage: what the client sees, once, while another sees nothing of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultActionWish, FaultScope, FaultSpec, FaultStage } from '../../../contract/fault.ts'
import { startSink, type StartedSink } from '../../../server/sink.ts'
import { type Step, walk, type Walker } from '../../support/smtp-walk.ts'

// One for all rows: each rule is spent by its own row, which is looked at.
let sink: StartedSink
beforeAll(async () => {
  sink = await startSink({ hosts: ['127.0.0.1'], http: false, submission: {}, submissions: {} })
})
afterAll(() => sink.stop())

type Way = 'smtp' | 'submission' | 'submissions'

/** How the walk goes on behind the stage: as if nothing had been, not at all, or straight to QUIT. */
type Then = 'goes on' | 'is over' | 'quits'

type Row = readonly [stage: FaultStage, way: Way, rule: Omit<FaultSpec, 'scope' | 'stage'>, sees: RegExp, then: Then]

const reply = (code: number, enhanced: string | null = `${String(code).charAt(0)}.7.1`) => ({
  reply: { code, enhanced, text: 'As asked' },
})
const act = (action: FaultActionWish) => ({ action })
const fin = act({ type: 'drop' })
const rst = act({ type: 'drop', how: 'rst' })
const stall = act({ type: 'stall' })
const delay = act({ type: 'delay', delay: '120ms' })
const slowly = act({ type: 'trickle', bytesPerSecond: 200 })
const garble = (how: 'nonsense' | 'unfinished' | 'mixed' | 'bare-lf') => act({ type: 'garble', how })

const nonsense = /^\+OK [\w ]+\r\n$/
const mixed = /^250-one thing\r\n550 and another\r\n$/

/** The stages at which a command is answered, with what each is answered when all is well. */
const commands = [
  ['ehlo', 'smtp', /^250-mailsink/, /^250 this line has no e$/, 'is over'],
  ['starttls', 'submission', /^220 /, /^220 this line has no e$/, 'is over'],
  ['auth', 'submission', /^235 /, /^235 this line has no e$/, 'is over'],
  ['mail', 'smtp', /^250 2\.1\.0 /, /^250 this line has no e$/, 'quits'],
  ['rcpt', 'smtp', /^250 2\.1\.5 /, /^250 this line has no e$/, 'quits'],
  ['data', 'smtp', /^354 /, /^354 this line has no e$/, 'quits'],
  ['end', 'smtp', /^250 2\.6\.0 /, /^250 this line has no e$/, 'quits'],
  ['quit', 'smtp', /^221 /, /^221 this line has no e/, 'is over'],
] as const

const everywhere = commands.flatMap(([stage, way, good, unfinished, then]): Row[] => {
  const lastWord = stage === 'quit'
  return [
    [stage, way, reply(451), /^451 4\.7\.1 As asked\r\n$/, then],
    [stage, way, reply(554), /^554 5\.7\.1 As asked\r\n$/, then],
    [stage, way, reply(421), /^421 4\.7\.1 As asked\r\n$/, 'is over'],
    [
      stage,
      way,
      { reply: { code: 450, enhanced: null, text: ['one', 'two', 'three'] } },
      /^450-one\r\n450-two\r\n450 three\r\n$/,
      then,
    ],
    [stage, way, { ...delay, ...reply(451) }, /^451 4\.7\.1 As asked\r\n$/, then],
    [stage, way, delay, good, 'goes on'],
    [stage, way, fin, /^fin$/, 'is over'],
    [stage, way, rst, /^reset$/, 'is over'],
    [stage, way, stall, /^nothing$/, 'is over'],
    [stage, way, slowly, good, 'goes on'],
    [stage, way, garble('nonsense'), nonsense, then],
    [stage, way, garble('unfinished'), lastWord ? /^221 this line has no e fin$/ : unfinished, 'is over'],
    [stage, way, garble('mixed'), stage === 'ehlo' ? mixed : /^\d{3}-one thing\r\n550 and another\r\n$/, then],
    [stage, way, garble('bare-lf'), new RegExp(`${good.source}[^\\r]*\\n$`), 'goes on'],
  ]
})

const rows: readonly Row[] = [
  ['connect', 'smtp', reply(554, null), /^554 As asked\r\n$/, 'is over'],
  ['connect', 'smtp', reply(421, null), /^421 As asked\r\n$/, 'is over'],
  ['connect', 'smtp', delay, /^220 /, 'goes on'],
  ['connect', 'smtp', { ...delay, ...reply(554, null) }, /^554 As asked\r\n$/, 'is over'],
  ['connect', 'smtp', fin, /^fin$/, 'is over'],
  ['connect', 'smtp', rst, /^reset$/, 'is over'],
  ['connect', 'smtp', stall, /^nothing$/, 'is over'],
  ['connect', 'smtp', slowly, /^220 /, 'goes on'],
  ['connect', 'smtp', garble('nonsense'), nonsense, 'is over'],
  ['connect', 'smtp', garble('unfinished'), /^220 this line has no e$/, 'is over'],
  ['connect', 'smtp', garble('mixed'), /^220-one thing\r\n550 and another\r\n$/, 'is over'],
  ['connect', 'smtp', garble('bare-lf'), /^220 [^\r]*\n$/, 'goes on'],
  ['connect', 'submissions', reply(554, null), /^554 As asked\r\n$/, 'is over'],
  ['connect', 'submissions', garble('nonsense'), nonsense, 'is over'],
  ['connect', 'submissions', slowly, /^220 /, 'goes on'],
  ['connect', 'submissions', { ...delay, ...reply(554, null) }, /^554 As asked\r\n$/, 'is over'],
  ...everywhere,
  [
    'ehlo',
    'smtp',
    act({ type: 'hide', extensions: ['PIPELINING', 'SIZE'] }),
    /^250-mailsink(?!.*(?:PIPELINING|SIZE))[^]*$/,
    'goes on',
  ],
  ['payload', 'smtp', delay, /^250 2\.6\.0 /, 'goes on'],
  ['payload', 'smtp', fin, /^fin$/, 'is over'],
  ['payload', 'smtp', rst, /^reset$/, 'is over'],
  ['payload', 'smtp', stall, /^nothing$/, 'is over'],
  ['payload', 'smtp', act({ type: 'trickle', bytesPerSecond: 200 }), /^250 2\.6\.0 /, 'goes on'],
  ['tls', 'submission', act({ type: 'tls', how: 'alert' }), /^failed: ERR_SSL_.*ALERT_HANDSHAKE_FAILURE$/, 'is over'],
  ['tls', 'submission', act({ type: 'tls', how: 'close' }), /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submission', act({ type: 'tls', how: 'stall' }), /^nothing$/, 'is over'],
  ['tls', 'submission', act({ type: 'tls', how: 'expired' }), /^TLS TLSv1.3 expired localhost$/, 'goes on'],
  ['tls', 'submission', act({ type: 'tls', how: 'wrong-name' }), /^TLS TLSv1.3 valid .*wrong\.name/, 'goes on'],
  ['tls', 'submission', act({ type: 'tls', how: 'old-version' }), /^TLS TLSv1 valid localhost$/, 'goes on'],
  ['tls', 'submission', fin, /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submission', rst, /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submission', stall, /^nothing$/, 'is over'],
  ['tls', 'submission', delay, /^TLS TLSv1.3 valid localhost$/, 'goes on'],
  ['tls', 'submissions', act({ type: 'tls', how: 'alert' }), /^failed: ERR_SSL_.*ALERT_HANDSHAKE_FAILURE$/, 'is over'],
  ['tls', 'submissions', act({ type: 'tls', how: 'close' }), /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submissions', act({ type: 'tls', how: 'stall' }), /^nothing$/, 'is over'],
  ['tls', 'submissions', act({ type: 'tls', how: 'expired' }), /^TLS TLSv1.3 expired localhost$/, 'goes on'],
  ['tls', 'submissions', act({ type: 'tls', how: 'wrong-name' }), /^TLS TLSv1.3 valid .*wrong\.name/, 'goes on'],
  ['tls', 'submissions', act({ type: 'tls', how: 'old-version' }), /^TLS TLSv1 valid localhost$/, 'goes on'],
  ['tls', 'submissions', fin, /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submissions', rst, /^failed: ECONNRESET$/, 'is over'],
  ['tls', 'submissions', stall, /^nothing$/, 'is over'],
  ['tls', 'submissions', delay, /^TLS TLSv1.3 valid localhost$/, 'goes on'],
]

const titled = rows.map((row) => {
  const [stage, way, { reply: answer, action }] = row
  const what = [action && JSON.stringify(action), answer && String(answer.code)].filter(Boolean).join(' and ')
  return [`${what} at ${stage} (${way})`, row] as const
})

test.each(titled)('%s strikes its own client once, and nobody else', async (_, [stage, way, rule, sees, then]) => {
  const ann = walker(way, 'ann', '127.0.0.2')
  const bob = walker(way, 'bob', '127.0.0.3')
  const usual = await walk(bob)
  const { id } = await sink.store.createFault({ ...rule, stage, scope: scopeAt(stage), ttl: '5m' })

  const place = stage === 'payload' ? 'end' : stage
  const expectsLess = then === 'is over' && !/fin|reset|failed|554|421|450|451/.test(sees.source)
  const [struck, other] = await Promise.all([
    // Silence is what is heard while another goes all the way.
    walk(ann, (at) => (at === place && expectsLess ? walk(bob) : null)),
    walk(bob),
  ])

  const at = usual.findIndex((step) => step.stage === place)
  expect(codes(struck.slice(0, at))).toEqual(codes(usual.slice(0, at)))
  expect(struck[at]?.got).toMatch(sees)
  // On the submissions listener a connection is accepted before its handshake.
  const took = struck.slice(0, at + 1).reduce((sum, step) => sum + step.took, 0)
  expect(took).toBeGreaterThan(rule.action?.type === 'delay' ? 115 : 0)
  const rest = { 'goes on': codes(usual.slice(at + 1)), 'is over': [], quits: ['221'] }[then]
  expect(codes(struck.slice(at + 1))).toEqual(rest)
  expect(codes(other)).toEqual(codes(usual))
  expect(codes(await walk(ann))).toEqual(codes(usual))

  const fault = await sink.store.fault(id)
  expect(fault).toMatchObject({ count: 1, state: 'spent' })
  const [hit] = fault?.hits ?? []
  const found = await sink.store.session(hit?.session ?? '')
  expect(found?.session).toMatchObject({ remote: { address: '127.0.0.2' }, faults: [id] })
  expect(found?.transcript[hit?.entry ?? -1]).toMatchObject({ kind: 'fault', from: 'sink', fault: id })
})

function walker(way: Way, name: string, address: string): Walker {
  return {
    port: { smtp: sink.smtp, submission: sink.submission, submissions: sink.submissions }[way]?.port ?? 0,
    tls: ({ smtp: 'none', submission: 'starttls', submissions: 'implicit' } as const)[way],
    address,
    user: way === 'smtp' ? null : name,
    from: `${name}@shop.test`,
    to: `${name}@example.test`,
  }
}

/** By what Ann is known at a stage. */
function scopeAt(stage: FaultStage): FaultScope {
  switch (stage) {
    case 'connect':
    case 'tls':
    case 'ehlo':
    case 'starttls':
      return { address: '127.0.0.2' }
    case 'auth':
      return { user: 'ann' }
    case 'mail':
      return { mailFrom: 'ann@shop.test' }
    default:
      return { rcpt: 'ann@example.test' }
  }
}

const codes = (steps: readonly Step[]) => steps.map(({ got }) => /^\d{3}|^TLS/.exec(got)?.[0] ?? got)
