/** Whether a file is something else than it says, in a way that whoever opens it would notice, or should. */

/** Types that say nothing; then the name has to. */
const SAYS_NOTHING = /^(?:application|binary)\/(?:octet-stream|x-download|force-download|download|unknown)$/
const BY_ENDING: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  htm: 'text/html',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  eml: 'message/rfc822',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  exe: 'application/vnd.microsoft.portable-executable',
}
/** Other names of the same type. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'image/x-ms-bmp': 'image/bmp',
  'application/x-pdf': 'application/pdf',
  'application/x-zip-compressed': 'application/zip',
  'application/x-zip': 'application/zip',
  'application/x-gzip': 'application/gzip',
  'application/x-tgz': 'application/gzip',
  'text/x-vcard': 'text/vcard',
  'text/directory': 'text/vcard',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-m4a': 'audio/mp4',
  'application/x-msdownload': 'application/vnd.microsoft.portable-executable',
  'application/x-rar-compressed': 'application/vnd.rar',
}
const EXECUTABLE = /portable-executable$|x-elf$|x-mach-binary$|wasm$/
/** What is kept in a ZIP archive, and in Microsoft's older container. */
const ZIPPED = /zip$|openxmlformats|opendocument|java-archive$|android\.package-archive$/
const OLE = /msword$|ms-(?:excel|powerpoint|outlook|project)$|visio/
const MEDIA = /^(?:audio|video)\/(?:mp4|quicktime|x-m4|3gpp)/
const TEXT = /^text\/|[/+](?:xml|json|javascript)$|^message\/|svg\+xml$|x-(?:sh|yaml|sql)$/
/** Texts that a program can tell from any other text; what it cannot read is no such text. */
const STRICT_TEXT: ReadonlySet<string> = new Set(['text/calendar', 'text/vcard', 'image/svg+xml'])
/** Types that have signatures: a content without the signature is not of that type. */
const SIGNED =
  /^image\/(?:png|jpeg|gif|webp|avif|heic|bmp|x-icon|tiff)$|^audio\/(?:mpeg|wav|ogg|flac)$|^application\/(?:pdf|gzip|vnd\.rar|x-7z-compressed|rtf)$/

/** `detected` null is not known, and not held against it. */
export function isMismatch(declared: string, filename: string | null, detected: string | null): boolean {
  if (detected === null) return false
  const claimed = claimedType(declared, filename)
  if (claimed === null || claimed === detected) return false
  if (EXECUTABLE.test(detected)) return true
  if (ZIPPED.test(claimed)) return !ZIPPED.test(detected) || isOtherDocument(claimed, detected)
  if (OLE.test(claimed)) return detected !== 'application/x-ole-storage' && !ZIPPED.test(detected)
  if (MEDIA.test(claimed)) return !MEDIA.test(detected)
  if (STRICT_TEXT.has(claimed)) return true
  if (TEXT.test(claimed)) return !TEXT.test(detected)
  return SIGNED.test(claimed)
}

function claimedType(declared: string, filename: string | null): string | null {
  if (!SAYS_NOTHING.test(declared)) return ALIASES[declared] ?? declared
  const ending = /\.([a-z0-9]{1,8})$/i.exec(filename ?? '')?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(BY_ENDING, ending) ? (BY_ENDING[ending] ?? null) : null
}

/** Both are archives: a plain one may be anything, two kinds of documents are not the same. */
function isOtherDocument(claimed: string, detected: string): boolean {
  return !isPlainArchive(claimed) && !isPlainArchive(detected)
}

const isPlainArchive = (type: string) => type === 'application/zip' || type === 'application/java-archive'
