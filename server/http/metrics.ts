/** The store's counts in the text format of Prometheus. Built anew for each scrape, so that nothing is kept twice. */
import { Counter, Gauge, Registry } from 'prom-client'
import type { StoreState } from '../../contract/store.ts'

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

export function renderMetrics({ counts, budget, totals }: StoreState, waiters: number): Promise<string> {
  const registry = new Registry()
  const registers = [registry]
  const counter = (name: string, help: string, value: number) => new Counter({ name, help, registers }).inc(value)
  const gauge = (name: string, help: string, value: number) => new Gauge({ name, help, registers }).set(value)

  counter('mailsink_messages_accepted_total', 'Messages accepted.', counts.accepted)
  counter('mailsink_messages_evicted_total', 'Messages that a limit dropped.', counts.evicted)
  counter('mailsink_messages_deleted_total', 'Messages deleted on request.', counts.deleted)
  counter('mailsink_message_bytes_total', 'Raw bytes of accepted messages.', totals.bytes)
  counter('mailsink_sessions_evicted_total', 'Sessions that a limit dropped.', counts.evictedSessions)
  counter('mailsink_auth_failures_total', 'Logins refused with 535.', totals.refused['535'] ?? 0)
  counter('mailsink_parses_total', 'Messages whose body was parsed.', totals.parses)
  counter('mailsink_parse_seconds_total', 'Time spent parsing bodies.', totals.parseSeconds)
  const refused = new Counter({
    name: 'mailsink_refusals_total',
    help: 'Replies of 400 and more, by their code.',
    labelNames: ['code'],
    registers,
  })
  for (const [code, count] of Object.entries(totals.refused)) refused.inc({ code }, count)

  gauge('mailsink_messages', 'Messages kept.', counts.messages)
  gauge('mailsink_sessions', 'Sessions kept, open ones included.', counts.sessions)
  gauge('mailsink_open_sessions', 'SMTP connections open.', counts.openSessions)
  gauge('mailsink_memory_bytes', 'Bytes of the budget in use.', budget.used)
  gauge('mailsink_memory_limit_bytes', 'Bytes of the budget.', budget.limit)
  gauge('mailsink_waiters', 'Requests that wait for a message.', waiters)
  gauge('process_resident_memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss())
  return registry.metrics()
}
