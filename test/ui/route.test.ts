import { expect, test } from 'vitest'
import { parseRoute, pathOf, pathWithin, type Route } from '../../ui/state/route.ts'

const routes: [string, Route][] = [
  ['messages', { kind: 'list' }],
  ['messages/01AB', { kind: 'message', id: '01AB', tab: null }],
  ['messages/01AB/smtp', { kind: 'message', id: '01AB', tab: 'smtp' }],
  ['messages/a%2Fb', { kind: 'message', id: 'a/b', tab: null }],
  ['sessions/01CD', { kind: 'session', id: '01CD' }],
  ['somewhere/else', { kind: 'unknown', path: 'somewhere/else' }],
]

test.each(routes)('%s is an address and leads back to itself', (path, route) => {
  expect(parseRoute(path)).toEqual(route)
  expect(pathOf(route)).toBe(path)
})

test.each([
  ['', 'list'],
  ['/', 'list'],
  ['messages/', 'list'],
  ['messages/01AB/checks', 'message'],
  ['messages/01AB/raw/more', 'unknown'],
  ['sessions', 'unknown'],
  ['%', 'unknown'],
])('%j opens %s', (path, kind) => {
  expect(parseRoute(path).kind).toBe(kind)
})

test.each([
  ['http://sink/mail/', 'http://sink/mail/messages/1', 'messages/1'],
  ['http://sink/mail/', 'messages/1', 'messages/1'],
  ['http://sink/', 'http://sink/', ''],
  ['http://sink/mail/', 'http://sink/messages/1', null],
  ['http://sink/mail/', 'http://other/mail/messages/1', null],
  ['http://sink/mail/', 'api/messages/1/raw', null],
])('below %s, %s is the page %s', (base, url, path) => {
  expect(pathWithin(base, url)).toBe(path)
})
