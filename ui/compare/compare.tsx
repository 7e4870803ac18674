/** Two mails beside each other, and where they differ. */
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { IconButton } from '../shell/icon-button.tsx'
import { Notice } from '../shell/notice.tsx'
import { createCompare, type Pair } from '../state/compare.ts'
import { createSelection } from '../state/list/selection.ts'
import { COMPARED, type Compared, type Route } from '../state/route.ts'
import { createTimes } from '../state/times.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/compare.ts'
import { Previews } from './previews.tsx'
import { Headers, Talks, Texts } from './whats.tsx'

interface Place {
  readonly a: string
  readonly b: string
  readonly what: Compared
}

export function Compare({ a, b, what }: Place) {
  const { open, pair } = usePart(createCompare)
  useEffect(() => void open(a, b), [a, b])
  const now = pair.value
  if (now.kind === 'none' || now.kind === 'loading' || now.key !== `${a} ${b}`) return null
  if (now.kind !== 'ready') return <NotBoth pair={now} retry={() => void open(a, b)} />
  return (
    <section class="compare stack" aria-label={words.title}>
      <header class="compare-head">
        <Side label={words.left} message={now.a} />
        <Side label={words.right} message={now.b} />
      </header>
      <Bar a={a} b={b} what={what} />
      <div class="compare-body" role="tabpanel" id="compared" aria-labelledby={`compared-${what}`}>
        <What key={`${now.key} ${what}`} what={what} a={now.a} b={now.b} />
      </div>
    </section>
  )
}

function NotBoth({ pair, retry }: { pair: Extract<Pair, { kind: 'gone' | 'failed' }>; retry: () => void }) {
  const { navigation } = useApp()
  if (pair.kind === 'failed') {
    return (
      <Notice title={words.failed} text={pair.text}>
        <button type="button" class="button" onClick={retry}>
          {strings.tryAgain}
        </button>
      </Notice>
    )
  }
  const { rest } = pair
  const way: Route = rest === null ? { kind: 'messages' } : { kind: 'message', id: rest, tab: null }
  return (
    <Notice title={rest === null ? words.goneBoth : words.goneOne} text={strings.unknownMore}>
      <a href={navigation.href(way)}>{rest === null ? strings.toList : words.openOther}</a>
    </Notice>
  )
}

function Side({ label, message }: { label: string; message: Message }) {
  const { navigation } = useApp()
  const times = usePart(createTimes)
  const { id, subject, receivedAt } = message
  return (
    <p class="compare-side">
      <span class="hidden-text">{label}: </span>
      <a href={navigation.href({ kind: 'message', id, tab: null })}>
        {subject === '' ? <i>{strings.noSubject}</i> : <Foreign text={subject} />}
      </a>
      <time class="muted" dateTime={receivedAt}>
        {times.moment(receivedAt)}
      </time>
    </p>
  )
}

function Bar({ a, b, what }: Place) {
  const { navigation } = useApp()
  const { at, total, move, swap } = usePart(createCompare)
  const { chosen } = usePart(createSelection)
  // From the list, which had the focus and is gone: what takes its place takes the focus, too.
  useLayoutEffect(() => {
    const isFromList = chosen.peek().size === 2 && document.activeElement === document.body
    if (isFromList) document.getElementById(`compared-${what}`)?.focus()
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = COMPARED[(COMPARED.indexOf(what) + by + COMPARED.length) % COMPARED.length]
    if (by === 0 || next === undefined) return
    event.preventDefault()
    navigation.go({ kind: 'compare', a, b, what: next }, { how: 'replace' })
    document.getElementById(`compared-${next}`)?.focus()
  }

  return (
    <div class="compare-bar bar">
      <div class="tabs" role="tablist" aria-label={words.tabsLabel} onKeyDown={onKeyDown}>
        {COMPARED.map((one) => (
          <a
            key={one}
            id={`compared-${one}`}
            role="tab"
            href={navigation.href({ kind: 'compare', a, b, what: one })}
            aria-selected={one === what}
            aria-controls={one === what ? 'compared' : undefined}
            tabIndex={one === what ? 0 : -1}
          >
            {words.tabs[one]}
          </a>
        ))}
      </div>
      <span class="compare-tools line end">
        {what !== 'preview' && (
          <>
            <span role="status" class="muted">
              {at.value >= 0 && total.value > 0
                ? words.differenceOf(at.value + 1, total.value)
                : words.differences(total.value)}
            </span>
            <IconButton icon="up" label={words.previous} disabled={total.value === 0} onPress={() => move(-1)} />
            <IconButton icon="down" label={words.next} disabled={total.value === 0} onPress={() => move(1)} />
          </>
        )}
        <IconButton icon="exchange" label={words.swap} onPress={swap} />
      </span>
    </div>
  )
}

function What({ what, a, b }: { what: Compared; a: Message; b: Message }) {
  switch (what) {
    case 'headers':
      return <Headers a={a} b={b} />
    case 'text':
    case 'html':
      return <Texts what={what} a={a[what]} b={b[what]} />
    case 'preview':
      return <Previews a={a} b={b} />
    case 'smtp':
      return <Talks />
  }
}
