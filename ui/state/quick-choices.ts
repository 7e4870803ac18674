/** The settings as things to do, so that the palette finds "Theme: Dark" by "dark". */
import * as words from '../strings/settings.ts'
import type { App } from './app.ts'
import { ZONES } from './format.ts'
import { createLayout, DENSITIES, LAYOUTS } from './layout.ts'
import { createPreviewChoices, REMOTES, SCHEMES } from './preview/preview-choices.ts'
import { THEMES } from './theme.ts'
import { createTimes } from './times.ts'

export interface QuickChoice {
  readonly title: string
  readonly run: () => void
}

export function createQuickChoices(app: App): readonly QuickChoice[] {
  const { layout, density } = app.part(createLayout)
  const preview = app.part(createPreviewChoices)
  return [
    ...oneOf(words.theme, THEMES, words.themes, app.theme),
    ...oneOf(words.density, DENSITIES, words.densities, density),
    ...oneOf(words.layout, LAYOUTS, words.layouts, layout),
    ...oneOf(words.zone, ZONES, words.zones, app.part(createTimes).zone),
    ...oneOf(words.scheme, SCHEMES, words.schemes, preview.scheme),
    ...oneOf(words.remote, REMOTES, words.remotes, preview.remote),
    ...onOff(words.imagesShown, preview.images),
    ...onOff(words.singleKeys, app.singleKeys),
  ]
}

interface Chosen<T> {
  choose(option: T): void
}

function oneOf<T extends string>(
  label: string,
  options: readonly T[],
  names: Readonly<Record<T, string>>,
  choice: Chosen<T>,
): QuickChoice[] {
  return options.map((option) => ({ title: `${label}: ${names[option]}`, run: () => choice.choose(option) }))
}

const onOff = (label: string, choice: Chosen<boolean>): QuickChoice[] => [
  { title: `${label}: ${words.on}`, run: () => choice.choose(true) },
  { title: `${label}: ${words.off}`, run: () => choice.choose(false) },
]
