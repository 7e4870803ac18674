/** Waiting over HTTP: statuses, headers and texts, as a client without a library meets them. */
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { onPort, type Room } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

async function room() {
  const made = await onPort()
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${made.http.url}api/wait?${query}`, { headers })
  const post = (body: unknown) =>
    fetch(`${made.http.url}api/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...made, get, post, send: (mail: string) => send(made, mail) }
}

/** A mail with these headers and body to ann@example.com. */
async function send({ intake }: Room, mail: string): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  const id = await intake.accept(delivery(record, mail), record)
  record.session.outcome = 'delivered'
  record.session.closedAt = new Date().toISOString()
  intake.closed(record)
  return id
}

const RESET = [
  'From: Shop <shop@example.com>',
  'To: ann@example.com',
  'Subject: Reset your password',
  'X-Run: 7',
  '',
  'Your code is 482913. Go to https://shop.test/reset?token=a1 or read https://shop.test/help.',
  '',
].join('\r\n')

test('a wait answers with the whole messages, oldest first, and the cursor behind them', async () => {
  const { get, send: deliver } = await room()
  const id = await deliver(RESET)
  await deliver('Subject: Another\r\n\r\nx')
  const answer = await get('subject=reset')
  expect(answer.status).toBe(200)
  const { messages, cursor } = await answer.json()
  expect(messages).toMatchObject([{ id, subject: 'Reset your password', codes: [{ value: '482913' }] }])
  expect(answer.headers.get('x-mailsink-cursor')).toBe(cursor)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await (await get(`since=${cursor}`)).json()).messages).toMatchObject([{ subject: 'Another' }])
})

test('a wait that is over without a message is a 404 that a client does not repeat, and says what it is', async () => {
  const { get, send: deliver } = await room()
  await deliver('Subject: Your reciept\r\n\r\nx')
  const answer = await get('to=ann@example.com&subject=receipt&timeout=20ms')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-mailsink-result')).toBe('timeout')
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const problem = await answer.json()
  expect(problem).toMatchObject({
    status: 404,
    code: 'wait_timeout',
    wanted: '1 message: to ann@example.com, subject "receipt"',
    arrived: { matching: 0, since: 1, total: 1 },
    nearMisses: [{ subject: 'Your reciept', failed: [{ field: 'subject', want: '"receipt"' }] }],
    vacuous: false,
  })
  expect(problem.message).toContain('✗ subject: wanted "receipt", got "Your reciept"')
})

const picks: [string, string][] = [
  ['link:reset', 'https://shop.test/reset?token=a1'],
  ['link:help', 'https://shop.test/help'],
  ['code', '482913'],
  ['subject', 'Reset your password'],
  ['header:x-run', '7'],
  ['raw', RESET],
]
test.each(picks)('pick=%s answers with that alone', async (picked, text) => {
  const { get, send: deliver } = await room()
  await deliver(RESET)
  const answer = await get(`pick=${encodeURIComponent(picked)}`)
  expect([answer.status, await answer.text()]).toEqual([200, text])
})

const unpicked: [string, string][] = [
  [
    'link',
    '"Reset your password" matched, but there is nothing to pick. The message has 2 links, so none was chosen. Say which ' +
      'with a part of its target or its text, such as "reset":\n  https://shop.test/reset?token=a1\n  https://shop.test/help',
  ],
  [
    'link:nowhere',
    '"Reset your password" matched, but there is nothing to pick. The message has no link that fits "nowhere". Its links:\n' +
      '  https://shop.test/reset?token=a1\n  https://shop.test/help',
  ],
  ['html', '"Reset your password" matched, but there is nothing to pick. The sender sent no HTML part.'],
  [
    'header:X-Ran',
    '"Reset your password" matched, but there is nothing to pick. It has no header "X-Ran". Its headers: From, To, Subject, X-Run.',
  ],
]
test.each(unpicked)('pick=%s that is not there, or not the only one, lists what there is', async (picked, message) => {
  const { get, send: deliver } = await room()
  await deliver(RESET)
  const answer = await get(`pick=${encodeURIComponent(picked)}`)
  expect([answer.status, await answer.text()]).toEqual([422, `${message}\n`])
  expect(answer.headers.get('x-mailsink-result')).toBe('nothing_to_pick')
  const asJson = await get(`pick=${encodeURIComponent(picked)}`, { accept: 'application/json' })
  expect([asJson.status, (await asJson.json()).message]).toEqual([422, message])
})

test('a failed pick tells its reason as plain text, for shells', async () => {
  const { get } = await room()
  const answer = await get('to=ann@example.com&pick=code&timeout=0')
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await answer.text()).toMatch(/^No message matched\b.*\n[\s\S]*wanted {3}1 message: to ann@example\.com\n/)
})

test.each([
  ['pick=lnk', {}, 400, null],
  ['pick=code&too=ann', {}, 400, null],
  ['pick=code&subject.matches=(', {}, 400, null],
  ['pick=code&since=0123456789ab.1', {}, 410, 'history_lost'],
  ['timeout=0', { accept: 'text/plain' }, 404, 'timeout'],
  ['since=0123456789ab.1', { accept: 'text/plain, */*;q=0.1' }, 410, 'history_lost'],
])('%s with %j fails with plain text, ready to be printed', async (query, headers, status, result) => {
  const { get } = await room()
  const answer = await get(query, headers)
  expect([answer.status, answer.headers.get('x-mailsink-result')]).toEqual([status, result])
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const text = await answer.text()
  const asJson = await get(query, { accept: 'text/plain, application/json' })
  expect(asJson.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(text).toBe(`${(await asJson.json()).message}\n`)
})

test('an exact number that is exceeded is a 409 with the messages', async () => {
  const { get, send: deliver } = await room()
  await deliver('Subject: one\r\n\r\n')
  await deliver('Subject: two\r\n\r\n')
  const answer = await get('exact=true&count=1')
  expect([answer.status, answer.headers.get('x-mailsink-result')]).toEqual([409, 'too_many'])
  expect(await answer.json()).toMatchObject({ code: 'too_many', messages: [{ subject: 'one' }, { subject: 'two' }] })
})

test('mode=none is a 200 with what it rests on, and a 409 with the mail that came', async () => {
  const { get, send: deliver } = await room()
  const nothing = await get('mode=none&to=ann@example.com&quiet=10ms')
  expect([nothing.status, await nothing.json()]).toMatchObject([200, { messages: [], proof: 'quiet', vacuous: true }])
  await deliver(RESET)
  const something = await get('mode=none&to=ann@example.com&quiet=10ms')
  expect(something.status).toBe(409)
  expect(await something.json()).toMatchObject({
    code: 'unexpected_message',
    messages: [{ subject: 'Reset your password' }],
  })
})

test('a cursor of another start is a 410', async () => {
  const { get } = await room()
  const answer = await get('since=0123456789ab.1')
  expect([answer.status, answer.headers.get('x-mailsink-result')]).toEqual([410, 'history_lost'])
})

test('a longer wait than a minute is cut to one, and says so', async () => {
  const { get, send: deliver } = await room()
  await deliver(RESET)
  expect((await get('timeout=5m')).headers.get('x-mailsink-timeout')).toBe('60000')
})

const refused: [string, string][] = [
  ['too=a@b.test', 'There is no query parameter "too" here. Did you mean "to"?'],
  ['subject.is.not=x', 'There is no query parameter "subject.is.not" here.'],
  ['timeout=soon', '"timeout" is "soon", but has to be a time such as 500ms, 5s or 1m, or a number of milliseconds.'],
  ['count=0', '"count" is "0", but has to be a whole number from 1 to 1000.'],
  ['mode=never', '"mode" is "never", but has to be some or none.'],
  ['subject.matches=(', 'The regular expression /(/i cannot be read: missing closing )'],
  ['subject.matches=(?=a)', 'look'],
  ['time.before=yesterday', 'yesterday'],
  ['q=frm:bot', 'frm'],
]
test.each(refused)('%s is refused, with the way out', async (query, words) => {
  const { get } = await room()
  const answer = await get(query)
  expect(answer.status).toBe(400)
  expect((await answer.json()).message).toContain(words)
})

const refusedBodies: [unknown, string][] = [
  [{ criteria: { subjct: 'x' } }, 'Did you mean "subject"?'],
  [{ criteria: { subject: { contans: 'x' } } }, 'contains'],
  [{ criterion: {} }, '"/criterion" of the body'],
  [{ timeout: 'soon' }, '"timeout" is "soon", but has to be a time such as 500ms, 5s or 1m.'],
  [{ barrier: { subjct: 'x' }, mode: 'none' }, 'Did you mean "subject"?'],
]
test.each(refusedBodies)('a body of %j is refused, with the way out', async (body, words) => {
  const { post } = await room()
  const answer = await post(body)
  expect(answer.status).toBe(400)
  expect((await answer.json()).message).toContain(words)
})

test('a body says the same as a query, and more', async () => {
  const { post, send: deliver, store } = await room()
  const { cursor } = await store.state()
  const id = await deliver(RESET)
  const criteria = { any: [{ subject: { startsWith: 'reset' } }, { code: true }], header: { 'X-Run': '7' } }
  const found = await post({ criteria, since: cursor, timeout: '1s' })
  expect((await found.json()).messages).toMatchObject([{ id }])
  const again = await post({ criteria, exclude: [{ id, by: 'reset.test.ts:12' }], timeout: 0, elapsed: 3000 })
  const problem = await again.json()
  expect(problem).toMatchObject({ missed: [{ id, why: 'claimed', by: 'reset.test.ts:12' }] })
  expect(problem.message).toMatch(/^No message matched within 3 s\./)
})

test('ids and claims that are not said to be something else were taken, and all of them are counted', async () => {
  const { post, send: deliver } = await room()
  const ids = []
  for (let n = 0; n < 9; n += 1) ids.push(await deliver(RESET))
  const [first, second, ...others] = ids
  const exclude = [{ id: first, by: null, as: 'passed_over' }, { id: second, by: 'a.test.ts:1' }, ...others]
  const problem = await (await post({ criteria: { subject: 'reset' }, exclude, timeout: 0 })).json()
  expect(problem.arrived).toEqual({ matching: 0, claimed: 8, passedOver: 1, served: 0, since: 9, total: 9 })
  const kinds = problem.missed.map(({ why }: { why: string }) => why)
  expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'claimed'), 'passed_over'])
  expect(problem.message).toContain('  arrived  9 in all, 8 already taken, 1 passed over by `matching`\n')
  expect(problem.message).toContain('\n    and 3 more\n')
})

test('a claim of a kind that there is not is refused', async () => {
  const { post } = await room()
  expect((await post({ exclude: [{ id: 'm1', by: null, as: 'lost' }], timeout: 0 })).status).toBe(400)
})

test('a wait ends when its client goes', async () => {
  const { http, options } = await room()
  const waiting = Array.from({ length: 100 }, () => {
    const call = request(`${http.url}api/wait?timeout=60s`).on('error', () => {})
    call.end()
    return call
  })
  while (options.waits.count() < 100) await new Promise(setImmediate)
  expect(await (await fetch(`${http.url}metrics`)).text()).toContain('mailsink_waiters 100')
  for (const call of waiting) call.destroy()
  while (options.waits.count() > 0) await new Promise(setImmediate)
  expect(options.waits.count()).toBe(0)
})

test('a hundred waits on one connection, one after the other, leave nothing on it', async () => {
  const { get } = await room()
  const warnings: unknown[] = []
  process.on('warning', (warning) => warnings.push(warning))
  for (let n = 0; n < 100; n += 1) expect((await get('timeout=0')).status).toBe(404)
  expect(warnings).toEqual([])
})
