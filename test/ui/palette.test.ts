import { expect, test } from 'vitest'
import { createPalette } from '../../ui/state/search/palette.ts'
import { aPage } from './list/an-app.ts'
import { session } from './samples.ts'

test('a session that failed is found by its reason, which says its code once', async () => {
  const reason = { code: 535, enhanced: '5.7.8', text: '535 5.7.8 Authentication failed', hint: null }
  const { app } = aPage([], [session(1, { outcome: 'nothing', reason })])
  const palette = app.part(createPalette)
  palette.open()
  palette.type('authentication')
  await expect.poll(() => palette.found.value[0]?.title).toBe('535 5.7.8 Authentication failed')
})
