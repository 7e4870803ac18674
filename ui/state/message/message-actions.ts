/** What can be done with the mail in view, as commands: for the keys, the palette, and the buttons of its head. */
import type { Message } from '../../../contract/message.ts'
import * as strings from '../../strings/common.ts'
import * as words from '../../strings/message.ts'
import type { App } from '../app.ts'
import type { Command } from '../commands.ts'
import { primaryCode, primaryLink } from './primary.ts'
import { TABS } from '../route.ts'
import { createTabs } from './tabs.ts'

export function createMessageActions(app: App) {
  const { navigation, reader, memory } = app
  const tabs = app.part(createTabs)
  const envelopeOpen = memory.flag('envelope', false)

  /** The open mail; not the one that is only still in view. */
  function open(): Message | null {
    const reading = reader.reading.value
    return reading.kind === 'ready' && navigation.route.value.kind === 'message' ? reading.message : null
  }

  const message = (
    id: string,
    title: string,
    keys: readonly string[],
    run: (message: Message) => unknown,
    fits: (message: Message) => boolean = () => true,
  ): Command => ({
    id: `message.${id}`,
    title,
    group: 'message',
    keys,
    available() {
      const now = open()
      return now !== null && fits(now)
    },
    run() {
      const now = open()
      if (now !== null) void app.attempt(async () => run(now))
    },
  })

  const commands: Command[] = [
    message('copy-code', words.commands.code, ['c'], copyCode, (now) => primaryCode(now) !== null),
    message('copy-link', words.commands.link, ['l'], copyLink, (now) => primaryLink(now) !== null),
    message('copy-address', words.commands.address, [], ({ id }) => app.copy(addressOf(id), words.linkCopied)),
    // What few people need is fetched when they do.
    message('copy-curl', words.commands.curl, [], async (now) => (await extra()).copyCurl(app, now)),
    message('download', words.commands.download, [], async (now) => (await extra()).download(app, now)),
    message('compare-previous', words.commands.compare, [], async (now) => (await extra()).comparePrevious(app, now)),
    message('envelope', words.commands.envelope, ['e'], () => envelopeOpen.choose(!envelopeOpen.value.peek())),
    message('next-tab', words.commands.nextTab, [']'], () => tabs.step(1)),
    message('previous-tab', words.commands.previousTab, ['['], () => tabs.step(-1)),
    ...TABS.map((tab, at) =>
      message(`tab.${tab}`, words.commands.tab(strings.tabs[tab]), [String(at + 1)], () => tabs.choose(tab)),
    ),
  ]
  app.commands.add(commands)

  function addressOf(id: string): string {
    return new URL(`messages/${encodeURIComponent(id)}`, app.base).href
  }

  async function copyCode(now: Message): Promise<void> {
    const code = primaryCode(now)
    if (code !== null) await app.copy(code.value, words.codeCopied)
  }

  async function copyLink(now: Message): Promise<void> {
    const link = primaryLink(now)
    if (link !== null) await app.copy(link, words.linkCopied)
  }

  return { addressOf, envelopeOpen }
}

const extra = () => import('./message-extra.ts')
