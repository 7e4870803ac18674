/** How the conversation is shown: whose words, with which times, explained or not; and finding within it. */
import { useApp, usePart } from '../shell/context.ts'
import { IconButton } from '../shell/icon-button.tsx'
import { Icon } from '../shell/icon.tsx'
import { Segmented } from '../shell/segmented.tsx'
import { createTalk, SPEAKERS } from '../state/session/talk.ts'
import * as words from '../strings/session.ts'

interface Found {
  /** How many entries hold what is looked for. */
  readonly found: number
  /** Which of them is stood on, or -1. */
  readonly place: number
}

export function TalkBar({ found, place }: Found) {
  const talk = usePart(createTalk)
  const clock = talk.clock.value.value
  return (
    <div class="talk-bar bar">
      <Segmented
        label={words.speakersLabel}
        names={SPEAKERS}
        chosen={talk.speakers.value}
        words={words.speakers}
        onChoose={talk.show}
      />
      <span class="segmented" role="group">
        <button
          type="button"
          class="button"
          aria-pressed={talk.explain.value.value}
          title={words.explainTitle}
          onClick={() => talk.explain.choose(!talk.explain.value.peek())}
        >
          {words.explain}
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={clock === 'wall'}
          aria-label={words.clockLabel(words.clocks[clock])}
          title={words.clockLabel(words.clocks[clock])}
          onClick={() => talk.clock.choose(clock === 'wall' ? 'since' : 'wall')}
        >
          {clock === 'wall' ? <Icon name="wait" /> : 'Δ'}
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={talk.ends.value.value}
          aria-label={words.endsTitle}
          title={words.endsTitle}
          onClick={() => talk.ends.choose(!talk.ends.value.peek())}
        >
          {words.ends}
        </button>
      </span>
      <Find found={found} place={place} />
    </div>
  )
}

function Find({ found, place }: Found) {
  const { navigation } = useApp()
  const talk = usePart(createTalk)
  const step = (by: number) => void (talk.found.value += by)
  return (
    <span class="talk-find">
      <input
        class="field"
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        value={talk.find.value}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => navigation.change({ find: currentTarget.value || null })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
        }}
      />
      {talk.find.value !== '' && (
        <>
          <span class="muted" role="status">
            {words.found(place + 1, found)}
          </span>
          <IconButton icon="up" label={words.previousFound} disabled={found < 2} onPress={() => step(-1)} />
          <IconButton icon="down" label={words.nextFound} disabled={found < 2} onPress={() => step(1)} />
        </>
      )}
    </span>
  )
}
