/** An invitation as its reader will see it: what, when in the reader's zone and in its own, where, who. */
import { useMemo } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { parseCalendar, type CalendarEvent, type CalendarPerson, type CalendarTime } from '../../../client/calendar.ts'
import { usePart } from '../../shell/context.ts'
import { Foreign } from '../../shell/foreign.tsx'
import { asWritten, lastDay, momentOf } from '../../state/parts/calendar-time.ts'
import { createTimes } from '../../state/times.ts'
import * as words from '../../strings/calendar.ts'

const SHOWN_EVENTS = 20
const SHOWN_PEOPLE = 50

export function CalendarCard({ text }: { text: string }) {
  const { method, events } = useMemo(() => parseCalendar(text), [text])
  if (events.length === 0) return <p class="muted">{words.noEvent}</p>
  return (
    <>
      {events.slice(0, SHOWN_EVENTS).map((event, at) => (
        <OneEvent key={at} event={event} method={method} />
      ))}
      {events.length > SHOWN_EVENTS && <p class="muted">{words.more(events.length - SHOWN_EVENTS)}</p>}
    </>
  )
}

function OneEvent({ event, method }: { event: CalendarEvent; method: string | null }) {
  const { summary, start, end, duration, location, organizer, attendees, repeats, status } = event
  return (
    <section data-testid="calendar">
      <p>
        {method === null ? (
          <span class="chip warn">{words.noMethod}</span>
        ) : (
          <span class={method === 'CANCEL' ? 'chip bad' : 'chip'}>
            {words.methods[method]} METHOD:
            <Foreign text={method.slice(0, 40)} />
          </span>
        )}
      </p>
      <h4>{summary === '' ? <i>{words.untitled}</i> : <Foreign text={summary.slice(0, 500)} />}</h4>
      <dl class="facts">
        {start !== null && (
          <Fact label={words.starts}>
            <Time time={start} />
          </Fact>
        )}
        {end !== null && <Fact label={words.ends}>{end.kind === 'day' ? lastDay(end) : <Time time={end} />}</Fact>}
        {duration !== null && <Text label={words.lasts} text={duration} />}
        <Text label={words.repeats} text={repeats ?? ''} />
        <Text label={words.where} text={location} />
        <Text label={words.status} text={status ?? ''} />
        {organizer !== null && (
          <Fact label={words.organizer}>
            <Person person={organizer} />
          </Fact>
        )}
        {attendees.length > 0 && (
          <Fact label={words.attendees}>
            <ul>
              {attendees.slice(0, SHOWN_PEOPLE).map((person, at) => (
                <li key={at}>
                  <Person person={person} />{' '}
                  <span class={person.answer === 'accepted' ? 'chip good' : 'chip'}>
                    <Foreign
                      text={
                        person.answer === null || person.answer === 'needs-action'
                          ? words.unanswered
                          : person.answer.slice(0, 40)
                      }
                    />
                  </span>
                </li>
              ))}
            </ul>
            {attendees.length > SHOWN_PEOPLE && words.more(attendees.length - SHOWN_PEOPLE)}
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Time({ time }: { time: CalendarTime }) {
  const times = usePart(createTimes)
  const moment = momentOf(time)
  const written = <Foreign text={asWritten(time).slice(0, 120)} />
  if (moment === null) {
    const why = time.kind === 'floating' ? words.floating : time.kind === 'zone' ? words.unknownZone : ''
    return (
      <>
        {written} <span class="muted">{why}</span>
      </>
    )
  }
  return (
    <>
      <time dateTime={moment}>
        {times.moment(moment).slice(0, 16)} {times.zone.value.value === 'utc' ? 'UTC' : words.yourTime}
      </time>
      <br />
      <span class="muted">{written}</span>
    </>
  )
}

function Person({ person: { name, address } }: { person: CalendarPerson }) {
  return (
    <>
      {name !== '' && <Foreign text={name.slice(0, 200)} />}{' '}
      <span class="muted">
        <Foreign text={address.slice(0, 200)} />
      </span>
    </>
  )
}

function Text({ label, text }: { label: string; text: string }) {
  if (text === '') return null
  return (
    <Fact label={label}>
      <Foreign text={text.slice(0, 1000)} />
    </Fact>
  )
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
