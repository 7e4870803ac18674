import { expect, test } from 'vitest'
import type { PreviewReport } from '../../contract/preview.ts'
import { applicationOf, readBridge } from '../../ui/state/preview/bridge.ts'
import { createPreviewChoices } from '../../ui/state/preview/preview-choices.ts'
import { createPreview } from '../../ui/state/preview/preview.ts'
import { isChanged, saysOf } from '../../ui/state/preview/preview-report.ts'
import { turned, widerThan, widthOf } from '../../ui/state/preview/preview-widths.ts'
import { aPage } from './list/an-app.ts'

const nothing: PreviewReport = {
  scripts: 0,
  handlers: 0,
  forms: 0,
  frames: 0,
  links: 0,
  metas: 0,
  remote: [],
  remoteTotal: 0,
  inline: 0,
  unknownCid: 0,
}

test.each<[unknown]>([
  [null],
  ['resize'],
  [{ type: 'hover', href: 'https://a.test' }],
  [{ mailsink: 1, type: 'hover', href: 7 }],
  [{ mailsink: 1, type: 'click', href: null }],
  [{ mailsink: 1, type: 'size', width: 3, height: Infinity }],
  [{ mailsink: 1, type: 'size', width: 3, height: -1 }],
  [{ mailsink: 1, type: 'key', key: {} }],
  [{ mailsink: 1, type: 'open', href: 'javascript:alert(1)' }],
  [{ mailsink: 1, type: 'open', href: 'https://evil.test/' }],
  [{ mailsink: 1, type: 'open', href: '/messages' }],
  [{ mailsink: 1, type: 'hover', href: 'x'.repeat(100_000) }],
  [{ mailsink: 1, type: 'navigate', href: 'https://evil.test/' }],
])('nothing is made of %j', (data) => expect(readBridge(data)).toBe(null))

test('what has its shape is taken, and what else stands in it is left', () => {
  const told = { mailsink: 1, type: 'click', href: 'https://a.test/', modifier: 'hyper', extra: true }
  expect(readBridge(told)).toEqual({ mailsink: 1, type: 'click', href: 'https://a.test/', modifier: null })
  expect(applicationOf('MyApp://verify')).toBe('myapp')
})

test('the line below the frame says what was taken out and what was held back', () => {
  const report: PreviewReport = {
    ...nothing,
    inline: 2,
    forms: 1,
    scripts: 1,
    remote: [
      { url: 'http://t.test/p', kind: 'image', pixel: true },
      { url: 'http://t.test/f', kind: 'font', pixel: false },
    ],
    remoteTotal: 2,
  }
  const shown = { htmlBytes: 8400, report, remote: false, images: true, broken: 0, amp: false }
  expect(saysOf(shown)).toEqual([
    'HTML 8.4 kB',
    '2 inline images',
    '1 form disabled',
    '1 script removed',
    '1 remote image blocked',
    '1 remote font blocked',
  ])
  expect(saysOf({ ...shown, amp: true })).toContain('an AMP part beside it (see MIME)')
  expect(saysOf({ ...shown, remote: true, images: false })).not.toContain('1 remote image blocked')
  expect(saysOf({ ...shown, report: { ...report, remoteTotal: 250 } })).toContain('250 remote references blocked')
  expect([isChanged(report), isChanged(nothing)]).toEqual([true, false])
})

test('widths go round, and a device can be turned', () => {
  expect([null, 320, 500, 768].map(widerThan)).toEqual([320, 375, 600, null])
  expect([turned(375), turned(667), turned(400), turned(null)]).toEqual([667, 375, null, null])
  expect([widthOf('375'), widthOf('9'), widthOf('x'), widthOf(undefined)]).toEqual([375, 200, null, null])
})

function aPreview() {
  const asked: string[] = []
  const { app } = aPage([], [], {
    preview: async (id) => {
      asked.push(id)
      return { url: `/preview/${asked.length}/index.html`, expiresAt: '', report: nothing }
    },
  })
  const preview = app.part(createPreview)
  const query = () => new URLSearchParams(preview.src.value?.split('?')[1])
  return { app, asked, preview, query }
}

test('how the mail is looked at stands in the address, as far as it is not as usual', async () => {
  const { app, preview, query } = aPreview()
  await preview.open('m1')
  expect(Object.fromEntries(query())).toEqual({ scheme: 'light', images: 'on' })
  preview.setScheme('dark')
  preview.setImages(false)
  preview.setWidth(375)
  expect(app.navigation.parameters.value).toEqual({ scheme: 'dark', images: 'off', w: '375' })
  expect(Object.fromEntries(query())).toEqual({ scheme: 'dark', images: 'off' })
  preview.setScheme('light')
  preview.setImages(true)
  preview.setWidth(null)
  expect(app.navigation.parameters.value).toEqual({})
})

test('remote content is loaded once for one mail, or always', async () => {
  const { app, preview, query } = aPreview()
  await preview.open('m1')
  expect(query().has('remote')).toBe(false)
  preview.loadOnce()
  expect(query().get('remote')).toBe('1')
  await preview.open('m2')
  expect(query().has('remote')).toBe(false)
  preview.loadAlways()
  expect([query().get('remote'), app.part(createPreviewChoices).remote.value.value]).toEqual(['1', 'always'])
})

test('a page is asked for once, and again when it does not answer', async () => {
  const { asked, preview } = aPreview()
  await preview.open('m1')
  await preview.open('m1')
  expect(asked).toEqual(['m1'])
  const before = preview.src.value
  await preview.renew()
  expect(asked).toEqual(['m1', 'm1'])
  expect(preview.src.value).not.toBe(before)
})

test('a link to an application is asked about once for each application', () => {
  const { preview } = aPreview()
  const open = (href: string) => preview.receive({ mailsink: 1, type: 'open', href })
  expect([open('myapp://a'), preview.asking.value]).toEqual([null, 'myapp://a'])
  preview.answer(true)
  expect([open('myapp://b'), preview.asking.value]).toEqual(['myapp://b', null])
  expect([open('other://b'), preview.asking.value]).toEqual([null, 'other://b'])
  preview.answer(false)
  expect([open('other://b'), preview.asking.value]).toEqual([null, 'other://b'])
})
