import { expect, test } from 'vitest'
import { createNavigation } from '../../ui/state/navigation.ts'

const BASE = 'http://sink/mail/'

/** As much of a window as navigation asks for: an address, a history, and nobody who clicks. */
function at(path: string) {
  const window = {
    location: { href: new URL(path, BASE).href },
    history: {
      pushState: (_: unknown, __: string, url: string) => void (window.location.href = url),
      replaceState: (_: unknown, __: string, url: string) => void (window.location.href = url),
    },
    addEventListener() {},
    removeEventListener() {},
    document: { addEventListener() {}, removeEventListener() {} },
  }
  return { window, navigation: createNavigation(window as unknown as Window, BASE) }
}

test('an address opens with its parameters and its fragment', () => {
  const { navigation } = at('messages/01AB/raw?q=to%3Aann&w=375#L20-L24')
  expect(navigation.route.value).toEqual({ kind: 'message', id: '01AB', tab: 'raw' })
  expect(navigation.parameters.value).toEqual({ q: 'to:ann', w: '375' })
  expect(navigation.fragment.value).toBe('L20-L24')
})

test('the search stays while one steps from mail to mail, and ends with the messages', () => {
  const { navigation, window } = at('messages?q=to%3Aann')
  navigation.go({ kind: 'message', id: '2', tab: null })
  expect(window.location.href).toBe(`${BASE}messages/2?q=to%3Aann`)
  navigation.go({ kind: 'sessions' })
  expect(window.location.href).toBe(`${BASE}sessions`)
})

test('a parameter that is taken away leaves the address', () => {
  const { navigation, window } = at('messages?q=x&w=375')
  navigation.change({ w: null })
  expect(window.location.href).toBe(`${BASE}messages?q=x`)
})

test('parameters that nobody knows are not kept', () => {
  expect(at('messages?utm_source=mail').navigation.parameters.value).toEqual({})
})
