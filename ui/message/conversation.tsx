/** The conversation that brought a mail: its whole session, with what belongs to other mails dimmed. */
import { useEffect } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { FactsLine } from '../session/facts-line.tsx'
import { Lints } from '../session/lints.tsx'
import { CopyMenu } from '../session/copy-menu.tsx'
import { Timeline } from '../session/timeline.tsx'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { refusalIn } from '../state/session/entry.ts'
import { conversationCommands } from '../state/session/commands.ts'
import { createVisits, type Visit } from '../state/session/visit.ts'
import * as words from '../strings/session.ts'

export function Conversation({ message }: { message: Message }) {
  const app = useApp()
  const visits = usePart(createVisits)
  const { id } = message.session
  useEffect(() => void visits.open(id), [id])
  useEffect(() => () => void visits.open(null), [])
  useEffect(() => app.commands.add(conversationCommands(app)), [])
  const visit = visits.visit.value
  if (id === null) return <p class="sentence">{words.imported}</p>
  if (visit.kind === 'none' || visit.kind === 'loading' || visit.id !== id) return null
  if (visit.kind === 'unknown') return <p class="sentence">{words.gone}</p>
  if (visit.kind === 'failed') return <p class="sentence">{visit.text}</p>
  return <Told message={message} visit={visit} />
}

function Told({ message, visit }: { message: Message; visit: Extract<Visit, { kind: 'ready' }> }) {
  const { navigation } = useApp()
  const { session, transcript } = visit
  const others = session.messages.length - 1
  const refused = message.envelope.recipients.filter(({ accepted }) => !accepted).length
  const refusal = refusalIn(transcript, message.session.transaction)
  return (
    <div class="conversation">
      <div class="note">
        <a href={navigation.href({ kind: 'session', id: session.id, side: 'timeline' })}>{words.openSession}</a>
        {refused > 0 && refusal !== null && (
          <a
            class="chip bad"
            href={navigation.href(navigation.route.value, {}, `e${refusal.n}`)}
            title={words.rejectedTitle}
          >
            <Icon name="cross" /> {words.rejected(refused)}
          </a>
        )}
        {others > 0 && <span>{words.otherTransactions(others)}</span>}
        <CopyMenu session={session} entries={transcript} />
      </div>
      <FactsLine session={session} />
      <Timeline session={session} entries={transcript} transaction={message.session.transaction} />
      <Lints session={session} />
    </div>
  )
}
