/** What criteria are held against: a message, or an attempt of which less is known. */

/** Fields with values that are strings; every key of the criteria but `header`, `attachment`, `size`, `time` and the connectives. */
export type Field =
  | 'to'
  | 'from'
  | 'cc'
  | 'bcc'
  | 'rcpt'
  | 'mailFrom'
  | 'replyTo'
  | 'subject'
  | 'text'
  | 'html'
  | 'body'
  | 'link'
  | 'code'
  | 'id'
  | 'session'
  | 'listener'
  | 'inbox'
  | 'user'
  | 'helo'
  | 'address'
  | 'tls'

/**
 * The facts of one message or attempt. A null is not known (yet): a body that was not parsed, the subject of a mail
 * that was refused. Criteria that hang on it are neither met nor failed.
 */
export interface Facts {
  /** All values of a field; none where it is absent. Asked often: must not build what it can keep. */
  values(field: Field): readonly string[] | null
  /** Display names of an address field, for hints. */
  names(field: Field): readonly string[]
  /** Decoded values of a header field, by its name in any case. */
  header(name: string): readonly string[] | null
  attachments(): readonly { readonly filename: string | null; readonly contentType: string }[] | null
  /** Bytes. */
  readonly size: number | null
  /** Milliseconds since 1970. */
  readonly receivedAt: number | null
}
