/** The criteria of the search language, as the completion and its help show them: the most used first. */
export const KEYS = [
  { key: 'from', means: 'sender', example: 'from:acme' },
  { key: 'to', means: 'recipient', example: 'to:*@example.com' },
  { key: 'subject', means: 'subject', example: 'subject:"reset your"' },
  { key: 'body', means: 'what a reader sees', example: 'body:welcome' },
  { key: 'has', means: 'attachment, link, code, html or text', example: 'has:attachment' },
  { key: 'header', means: 'field of the header', example: 'header:X-Run=7' },
  { key: 'inbox', means: 'inbox of a test', example: 'inbox:t-sign-up-7k3m9x2p4q' },
  { key: 'after', means: 'came since', example: 'after:2026-11-01' },
  { key: 'before', means: 'came before', example: 'before:2026-11-01' },
  { key: 'larger', means: 'more bytes than', example: 'larger:100k' },
  { key: 'smaller', means: 'fewer bytes than', example: 'smaller:10k' },
  { key: 'filename', means: 'name of an attachment', example: 'filename:*.pdf' },
  { key: 'type', means: 'type of an attachment', example: 'type:image/*' },
  { key: 'attachment', means: 'name or type of an attachment', example: 'attachment:invoice' },
  { key: 'link', means: 'target or text of a link', example: 'link:confirm' },
  { key: 'code', means: 'one-time code', example: 'code:482913' },
  { key: 'cc', means: 'address in Cc', example: 'cc:ann' },
  { key: 'bcc', means: 'recipient in no header', example: 'bcc:audit@example.com' },
  { key: 'rcpt', means: 'recipient of the envelope', example: 'rcpt:ann@example.com' },
  { key: 'mailFrom', means: 'sender of the envelope', example: 'mailFrom:<>' },
  { key: 'replyTo', means: 'address in Reply-To', example: 'replyTo:help' },
  { key: 'text', means: 'text part', example: 'text:welcome' },
  { key: 'html', means: 'source of the HTML part', example: 'html:"<table"' },
  { key: 'is', means: 'came over TLS', example: 'is:tls' },
  { key: 'tls', means: 'version of TLS', example: 'tls:TLSv1.3' },
  { key: 'user', means: 'login', example: 'user:billing' },
  { key: 'helo', means: 'name in EHLO', example: 'helo:app.local' },
  { key: 'address', means: 'IP address of the client', example: 'address:127.0.0.1' },
  { key: 'listener', means: 'where it came in', example: 'listener:submission' },
  { key: 'session', means: 'id of the session', example: 'session:01JD…' },
  { key: 'id', means: 'id of the message', example: 'id:01JD…' },
] as const

export type Key = (typeof KEYS)[number]
/** What stands before the colon. */
export type Prefix = Key['key']
