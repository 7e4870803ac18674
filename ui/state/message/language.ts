/** The language that a mail says it is in: a screen reader reads it out accordingly. */
import type { Message } from '../../../contract/message.ts'
import { fieldsOf } from '../headers/field-text.ts'

/** Of Content-Language (RFC 3282), where it names exactly one; in a mail of several nobody knows which text is in which. */
export function languageOf({ headers }: Pick<Message, 'headers'>): string | undefined {
  const [field] = fieldsOf(headers, 'content-language')
  return /^[a-z]{2,8}(?:-[a-z\d]{1,8}){0,4}$/i.exec(field?.value.trim() ?? '')?.[0]
}
