/** The mail room: raw bytes in, what the API shows of them out. */
import type { MailReader, ParsedMail } from '../../contract/reader.ts'
import { fieldNames, fieldValues } from './field.ts'
import { headerList } from './header-list.ts'
import { headerSummary } from './header-summary.ts'
import { onePart } from './mime-tree.ts'
import { contentsOf, isLight, structureOf, type Outline } from './read-mail.ts'
import { createWorkerPool, UnfinishedError } from './worker-pool.ts'

export interface ReaderOptions {
  /** Mails up to this many bytes are parsed in the thread of the caller, unless their shape is odd. Default 16,384: none takes 20 ms. */
  readonly inlineBytes?: number
  /** Milliseconds that a worker may spend on a mail before it is ended and the mail gets its `parseError`. Default 5,000. */
  readonly deadline?: number
  /** Worker threads at most; they start when there is work and end after 10 s without. Default 2. */
  readonly workers?: number
  /**
   * MiB of heap that a worker may use. Default 512, several times what a mail of 50 MB was seen to need: this is a last resort,
   * for a thread that runs out of heap in the wrong moment takes the process with it.
   */
  readonly memory?: number
  /** The file that workers run. Default: `worker.ts` beside this file, and `mail-worker.js` where the server is built into one folder. */
  readonly worker?: URL
}

/**
 * Makes a reader. It holds no mail and starts nothing before a mail needs it.
 *
 *     const reader = createMailReader()
 *     reader.header(raw).subject
 *     const { text, codes, parseError } = await reader.read(raw)
 *     await reader.stop()
 *
 * `header` and `read` never fail. `part` rejects, with a sentence, when its worker was ended by the deadline or by `stop`.
 */
export function createMailReader(options: ReaderOptions = {}): MailReader {
  const { inlineBytes = 16_384, deadline = 5_000, workers = 2, memory = 512, worker = besideThis() } = options
  const pool = createWorkerPool({ worker, workers, deadline, memory })

  return {
    header: (raw) => headerSummary(asBuffer(raw)),
    field: (raw, name) => fieldValues(asBuffer(raw), name),
    fieldNames: (raw) => fieldNames(asBuffer(raw)),
    async read(raw) {
      const mail = asBuffer(raw)
      try {
        const structure = mail.length <= inlineBytes ? structureOf(mail) : null
        return await (structure && isLight(structure) ? contentsOf(structure) : pool.read(mail))
      } catch (error) {
        const outline = error instanceof UnfinishedError ? error.outline : null
        const reason = error instanceof Error ? error.message : String(error)
        return unparsed(
          outline ?? fromHeader(mail),
          error instanceof UnfinishedError
            ? reason
            : `The mail could not be parsed (${reason}). Its raw form is complete.`,
        )
      }
    },
    async part(raw, path, form) {
      const mail = asBuffer(raw)
      return mail.length <= inlineBytes ? onePart(mail, path, form) : pool.part(mail, path, form)
    },
    stop: () => pool.stop(),
  }
}

/** The same bytes, not a copy. */
function asBuffer(raw: Uint8Array): Buffer {
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
}

function besideThis(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './mail-worker.js', import.meta.url)
}

/** What is known of a mail that was given up: its structure if that was read in time. */
function unparsed(outline: Outline, parseError: string): ParsedMail {
  return {
    ...outline,
    text: null,
    html: null,
    visible: null,
    links: [],
    codes: [],
    digest: {
      snippet: '',
      hasText: false,
      hasHtml: false,
      attachments: outline.attachments.length,
      codes: [],
      link: null,
    },
    parseError,
  }
}

/** For a mail that was given up before its structure was known; looks at no more than can be read in an instant. */
function fromHeader(raw: Buffer): Outline {
  const { headers } = headerList(raw, 32_768)
  return {
    headers,
    parts: {
      part: '1',
      contentType: 'application/octet-stream',
      charset: null,
      encoding: null,
      disposition: null,
      filename: null,
      contentId: null,
      size: raw.length,
      offset: 0,
      encodedSize: raw.length,
      detected: null,
      problems: ['The mail was given up before its parts were known.'],
      parts: [],
    },
    attachments: [],
  }
}
