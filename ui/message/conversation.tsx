/** The conversation that brought a mail: its whole session, with what belongs to other mails dimmed. */
import type { Message } from '../../contract/message.ts'
import { Lints } from '../session/lints.tsx'
import { Transcript } from '../session/transcript.tsx'
import { useApp } from '../shell/context.ts'
import { strings } from '../strings/common.ts'

export function Conversation({ message }: { message: Message }) {
  const visit = useApp().visitor.visit.value
  if (message.session.id === null) return <p class="sentence">{strings.noSession}</p>
  if (visit.kind === 'none' || visit.id !== message.session.id) return null
  if (visit.kind === 'loading') return null
  if (visit.kind === 'unknown') return <p class="sentence">{strings.sessionGone}</p>
  if (visit.kind === 'failed') return <p class="sentence">{visit.text}</p>
  return (
    <>
      {visit.session.messages.length > 1 && <p class="note">{strings.otherTransactions}</p>}
      <Transcript session={visit.session} entries={visit.transcript} transaction={message.session.transaction} />
      <Lints lints={visit.session.lints} />
    </>
  )
}
