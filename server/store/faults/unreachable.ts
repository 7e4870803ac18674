/** The sentences about a rule that could never strike: why, and the way out. */
import { INBOX_HEADER } from '../../../contract/inbox.ts'
import type { FaultPreset, FaultStage } from '../../../contract/fault.ts'
import { CriteriaError } from '../../../criteria/error.ts'
import { firstStageOf, type Obstacle } from './reach.ts'

/** What else a rule can be scoped by, where little is known yet. */
const BY: Readonly<Record<FaultStage, string>> = {
  connect: 'address or listener',
  tls: 'address or listener',
  ehlo: 'address, listener or tls',
  starttls: 'address or helo',
  auth: 'user or address',
  mail: 'mailFrom, user or address',
  rcpt: 'rcpt, mailFrom or user',
  data: 'rcpt, mailFrom or user',
  payload: 'rcpt, mailFrom or user',
  end: 'rcpt, mailFrom, user or a header field',
  quit: 'rcpt, mailFrom or user',
}

/** Throws CriteriaError; nothing to say without an obstacle. */
export function refuseObstacle(obstacle: Obstacle | null, stage: FaultStage, preset: FaultPreset | null): void {
  if (obstacle === null) return
  const at = preset === null ? `At the stage "${stage}"` : `At the stage "${stage}" (that of the preset "${preset}")`
  throw new CriteriaError(
    obstacle.kind === 'listener' ? onListener(obstacle.listener) : unknown(obstacle, at, BY[stage]),
  )
}

function onListener(listener: string): string {
  return listener === 'import'
    ? 'This rule could never strike: a mail that is imported comes over HTTP, and no SMTP session with it. Scope it by another listener.'
    : `This rule could never strike: on the listener "${listener}" everything goes over TLS, and STARTTLS is not offered. Use the stage "tls", or another listener.`
}

function unknown({ field, inbox }: Obstacle & { kind: 'unknown' }, at: string, others: string): string {
  const first = firstStageOf(field)
  const what = inbox === null ? `"${field}"` : `whose mail it is`
  const instead = `${first === null ? 'Scope' : `Use the stage "${first}", or scope`} it by ${others}.`
  const known =
    first === null
      ? `A rule can never go by ${what}`
      : `${at} it is not known yet ${inbox === null ? `what ${what} is` : what}`
  return `${known}, so this one could never strike: ${why(field, inbox)}. ${instead}`
}

/** When a fact becomes known. */
function why(field: (Obstacle & { kind: 'unknown' })['field'], inbox: string | null): string {
  const of = inbox === null ? '' : `of the inbox ${inbox} `
  switch (field) {
    case 'to':
    case 'rcpt':
      return inbox === null
        ? 'recipients come after MAIL'
        : `mail ${of}is told by its recipients, and they come after MAIL`
    case 'from':
    case 'mailFrom':
      return 'the sender comes with MAIL'
    case 'user':
      return inbox === null ? 'the login comes with AUTH' : `mail ${of}is told by the login, which comes with AUTH`
    case 'helo':
      return 'the client gives its name with EHLO, and it holds once that was answered'
    case 'tls':
      return 'the handshake comes before EHLO, and its result is known from there on'
    case 'header':
      return inbox === null
        ? 'the header is known once the mail is there'
        : `mail ${of}is told by its header field ${INBOX_HEADER}, and that is known once the mail is there`
    case 'subject':
    case 'cc':
    case 'bcc':
    case 'replyTo':
    case 'size':
      return 'it is known once the mail is there'
    case 'text':
    case 'html':
    case 'body':
    case 'link':
    case 'code':
    case 'attachment':
      return 'the body is read after the mail was accepted'
    case 'id':
    case 'time':
      return 'a mail has it from its acceptance on'
    case 'address':
    case 'listener':
    case 'session':
      return 'it is known always'
  }
}
