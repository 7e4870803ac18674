/** The line of a mail's head that can be used: its code, its link, and how it came. */
import type { Message } from '../../contract/message.ts'
import { FaultChip } from '../faults/chip.tsx'
import { useApp } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { size } from '../state/format.ts'
import { opens, shortLink } from '../state/message/links.ts'
import { primaryLink } from '../state/message/primary.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/message.ts'

/** A mail with more codes than this is about something else. */
const CODES = 3

export function Chips({ message }: { message: Message }) {
  const link = primaryLink(message)
  return (
    <div class="head-chips bar">
      <Codes message={message} />
      {link !== null && <LinkChip href={link} />}
      <Struck message={message} />
      <Origin message={message} />
    </div>
  )
}

function Codes({ message: { codes } }: { message: Message }) {
  const { copy } = useApp()
  return (
    <>
      {codes.slice(0, CODES).map(({ value, why }) => (
        <button
          key={value}
          type="button"
          class="chip code pressable"
          data-testid="chip-code"
          title={visible(words.copyCode(value, why))}
          aria-label={visible(words.copyCode(value, why))}
          onClick={() => void copy(value, words.codeCopied)}
        >
          <Foreign text={value} />
          <Icon name="copy" />
        </button>
      ))}
    </>
  )
}

function Struck({ message: { faults } }: { message: Message }) {
  const { navigation } = useApp()
  return (
    <>
      {faults.map(({ id, name }) => (
        <FaultChip key={id} name={name} href={navigation.href({ kind: 'faults' }, {}, id)} />
      ))}
    </>
  )
}

/** Opened only on request, and never known to where it leads from whom. */
function LinkChip({ href }: { href: string }) {
  const { copy } = useApp()
  return (
    <span class="chip link-chip" data-testid="chip-link" title={visible(href)}>
      {opens(href) ? (
        <a href={href} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
          <span aria-hidden="true">↗ </span>
          <span class="hidden-text">{words.openLink}: </span>
          <Foreign text={shortLink(href)} />
        </a>
      ) : (
        <Foreign text={shortLink(href)} />
      )}
      <button
        type="button"
        aria-label={words.copyLink}
        title={words.copyLink}
        onClick={() => void copy(href, words.linkCopied)}
      >
        <Icon name="copy" />
      </button>
    </span>
  )
}

function Origin({ message: { session, size: bytes } }: { message: Message }) {
  const { navigation } = useApp()
  return (
    <p class="origin muted flow">
      {session.id === null ? (
        <span>{words.imported}</span>
      ) : (
        <>
          {session.tls === null ? (
            <span
              class={session.user === null ? undefined : 'warn'}
              title={session.user === null ? words.plainTitle : words.plainLogin}
            >
              <Icon name="unlock" /> {words.plain}
            </span>
          ) : (
            <span>
              <Icon name="lock" /> {session.tls}
            </span>
          )}
          {session.user !== null && (
            <span>
              {words.login} <Foreign text={session.user} />
            </span>
          )}
        </>
      )}
      <span>{size(bytes)}</span>
      {session.id !== null && (
        <span>
          <a
            href={navigation.href({ kind: 'session', id: session.id, side: 'timeline' })}
            title={visible(words.client(session.address, session.helo))}
          >
            {words.session}
          </a>
        </span>
      )}
    </p>
  )
}
