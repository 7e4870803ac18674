/** Where else a wanted value may stand, and what that is worth a word for. */
import type { Facts, Field } from './facts.ts'
import { FIELDS, type FieldKind } from './fields.ts'
import type { Test } from './fold.ts'

type Place = readonly [field: Field, hint: string]

/** Places to look in for what a field has not, the likeliest first. */
const PLACES: Partial<Readonly<Record<Field, readonly Place[]>>> = {
  to: [
    ['from', 'that is the sender'],
    ['replyTo', 'found in Reply-To only'],
  ],
  from: [
    ['replyTo', 'found in Reply-To only'],
    ['to', 'that is a recipient'],
  ],
  // `to` has all recipients, and `bcc` those of the envelope that stand in no header.
  cc: [
    ['bcc', 'found in the envelope only'],
    ['to', 'found in To only'],
  ],
  bcc: [
    ['cc', 'found in Cc: no blind copy'],
    ['to', 'a header names that recipient: no blind copy'],
  ],
  rcpt: [['to', 'found in a header only: the envelope has other recipients']],
  mailFrom: [['from', 'found in a header only: the envelope has another sender']],
  replyTo: [['from', 'found in From only']],
  subject: [['body', 'found in the body only']],
  text: [
    ['body', 'found in the HTML part only'],
    ['html', 'found in the HTML part only'],
    ['subject', 'found in the subject only'],
  ],
  html: [
    ['text', 'found in the text part only'],
    ['body', 'found in what a reader sees of the HTML part, not in its source: ask for body'],
    ['subject', 'found in the subject only'],
  ],
  body: [
    ['subject', 'found in the subject only'],
    ['link', 'found in a link only'],
    ['html', 'found in the source of the HTML part only'],
  ],
  link: [['body', 'found in the body, but not in a link']],
  code: [['body', 'found in the body, but not taken for a code']],
}

/** Says where else a value is that passes the test for a field of that kind; null where it is nowhere, or not known. */
export function elsewhere(field: Field, facts: Facts, testFor: (kind: FieldKind) => Test): string | null {
  const place = PLACES[field]?.find(([other]) => facts.values(other)?.some(testFor(FIELDS[other])))
  return place?.[1] ?? null
}
