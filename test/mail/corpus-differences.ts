/**
 * Where this reader and the authors of the stalwartlabs messages see something else in a mail, and why ours is kept.
 * Keys are `<file without .eml> <what>`.
 */
const reasons = {
  latin1: 'a header in raw Latin-1: theirs has U+FFFD where ours has the letter',
  charset: '8-bit text without a charset: theirs has U+FFFD, ours falls back to windows-1252',
  unclosed: 'an inner multipart is not closed: theirs takes its text for an attachment, ours reads it',
  outer: 'a boundary of an outer multipart ends the inner ones; theirs goes on matching the inner boundary',
  embedded: 'an attached mail is not closed: theirs takes the next attachments for parts of it',
  boundary: 'a closing boundary in the middle of a line is text (RFC 2046, 5.1.1); theirs ends the part there',
  garbage: 'broken base64: theirs makes the part an attachment, ours shows what could be decoded',
  twoTypes: 'a part with two Content-Types: the first counts here, and makes it a multipart',
  fuzz: 'random bytes: theirs finds no part, ours shows the text there is',
}

export const differences: Readonly<Record<string, string>> = {
  'legacy/010 to': reasons.latin1,
  'legacy/010 subject': reasons.latin1,
  'legacy/017 to': reasons.latin1,
  'legacy/022 to': reasons.latin1,
  'legacy/022 subject': reasons.latin1,
  'legacy/052 to': reasons.latin1,
  'legacy/052 subject': reasons.latin1,
  'legacy/052 text': reasons.charset,
  'malformed/001 text': reasons.unclosed,
  'malformed/001 attachments': reasons.unclosed,
  'malformed/003 text': reasons.unclosed,
  'malformed/003 attachments': reasons.unclosed,
  'malformed/006 text': reasons.unclosed,
  'malformed/006 attachments': reasons.unclosed,
  'malformed/008 html': reasons.unclosed,
  'malformed/008 attachments': reasons.unclosed,
  'malformed/009 text': reasons.unclosed,
  'malformed/009 attachments': reasons.unclosed,
  'malformed/012 attachments': reasons.embedded,
  'malformed/016 text': reasons.outer,
  'malformed/016 attachments': reasons.outer,
  'malformed/019 text': reasons.fuzz,
  'malformed/020 text': reasons.twoTypes,
  'malformed/020 html': reasons.twoTypes,
  'malformed/021 text': reasons.twoTypes,
  'malformed/021 html': reasons.twoTypes,
  'thirdparty/002 text': reasons.garbage,
  'thirdparty/002 attachments': reasons.garbage,
  'thirdparty/005 text': reasons.boundary,
  'thirdparty/015 attachments': reasons.embedded,
}
