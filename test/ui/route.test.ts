import { expect, test } from 'vitest'
import { parseRoute, pathOf, pathWithin, type Route } from '../../ui/state/route.ts'

const routes: [string, Route][] = [
  ['messages', { kind: 'messages' }],
  ['messages/latest', { kind: 'latest' }],
  ['messages/01AB', { kind: 'message', id: '01AB', tab: null }],
  ['messages/01AB/smtp', { kind: 'message', id: '01AB', tab: 'smtp' }],
  ['messages/a%2Fb', { kind: 'message', id: 'a/b', tab: null }],
  ['compare/01AB/01CD', { kind: 'compare', a: '01AB', b: '01CD', what: 'headers' }],
  ['compare/01AB/01CD/text', { kind: 'compare', a: '01AB', b: '01CD', what: 'text' }],
  ['sessions', { kind: 'sessions' }],
  ['sessions/01CD', { kind: 'session', id: '01CD', side: 'timeline' }],
  ['sessions/01CD/raw', { kind: 'session', id: '01CD', side: 'raw' }],
  ['setup', { kind: 'setup' }],
  ['settings/time', { kind: 'settings', section: 'time' }],
  ['somewhere/else', { kind: 'unknown', path: 'somewhere/else' }],
]

test.each(routes)('%s is an address and leads back to itself', (path, route) => {
  expect(parseRoute(path)).toEqual(route)
  expect(pathOf(route)).toBe(path)
})

test.each([
  ['', 'messages'],
  ['/', 'messages'],
  ['messages/', 'messages'],
  ['messages/01AB/checks', 'message'],
  ['messages/01AB/raw/more', 'unknown'],
  ['sessions/01CD/colours', 'session'],
  ['settings', 'settings'],
  ['compare/01AB', 'unknown'],
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
  ['http://sink/mail/', 'preview/token/index.html', null],
])('below %s, %s is the page %s', (base, url, path) => {
  expect(pathWithin(base, url)).toBe(path)
})
