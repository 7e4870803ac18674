/** The reading of one mail, in the thread it is called in: first what its structure tells, then what its body says. */
import type { Header, Link } from '../../contract/message.ts'
import type { ParsedMail } from '../../contract/reader.ts'
import { findCodes } from './codes.ts'
import { headerList } from './header-list.ts'
import { readPage } from './html.ts'
import { distinct, headerLinks, pageLinks, primaryLink, textLinks } from './links.ts'
import { mimeTree, type BodyPart } from './mime-tree.ts'
import { parseText } from './parse.ts'
import { snippet } from './snippet.ts'

const mostLinks = 2_000
const tooManyLinks = `The mail has more than ${mostLinks} links; the first ${mostLinks} are listed.`

/** What is known before the body is decoded. */
export type Outline = Pick<ParsedMail, 'headers' | 'parts' | 'attachments'>

export interface Structure {
  readonly outline: Outline
  readonly body: readonly BodyPart[]
  /** What a limit left out, each a sentence. */
  readonly omissions: readonly string[]
}

/** The first half of reading a mail. Never throws. */
export function structureOf(raw: Buffer): Structure {
  const { headers, problems, omissions } = headerList(raw)
  const tree = mimeTree(raw)
  tree.root.problems.unshift(...problems)
  return {
    outline: { headers, parts: tree.root, attachments: tree.attachments },
    body: tree.body,
    omissions: [...new Set([...omissions, ...tree.omissions])],
  }
}

/**
 * Whether the second half of a small mail is quickly done: few parts, and none in a charset whose tables take long to load
 * (those of the East) or to apply (UTF-7).
 */
export function isLight({ body }: Structure): boolean {
  return body.length <= 20 && body.every(({ charset }) => /^(utf-?8|iso-?8859-?\d+|windows-?125\d)$/i.test(charset))
}

/**
 * The second half. What a limit left untaken apart, and a part that could not be decoded, is said in `parseError`;
 * the rest is there all the same. A list of links that was cut is said among the problems of the mail: all of it was read.
 */
export async function contentsOf({ outline, body, omissions }: Structure): Promise<ParsedMail> {
  const { headers } = outline
  const failures = [...omissions]
  const texts: Spoken[] = []
  for (const part of body) texts.push(await spoken(part, failures))

  const all = distinct([...texts.flatMap(({ links }) => links), ...headerLinks(headers)], mostLinks + 1)
  const links = all.slice(0, mostLinks)
  const parts =
    all.length > mostLinks ? { ...outline.parts, problems: [...outline.parts.problems, tooManyLinks] } : outline.parts
  const visible = texts.map((one) => one.visible)
  const codes = findCodes(value(headers, 'subject')?.slice(0, 1_000) ?? '', visible, value(headers, 'otp-token'))
  const text = joined(texts, 'text')
  const html = joined(texts, 'html')
  const pages = texts.filter(({ kind }) => kind === 'html')
  return {
    ...outline,
    parts,
    text,
    html,
    visible: pages.length === 0 ? null : pages.map((page) => page.visible).join('\n'),
    links,
    codes,
    digest: {
      // A page's text stands in for a text part in the snippet only.
      snippet: snippet(text ?? '') || snippet(pages[0]?.visible ?? ''),
      hasText: text !== null,
      hasHtml: html !== null,
      attachments: outline.attachments.length,
      codes: codes.map((code) => code.value),
      link: primaryLink(links),
    },
    parseError: failures.length > 0 ? failures.join(' ') : null,
  }
}

function value(headers: readonly Header[], name: string): string | null {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? null
}

interface Spoken {
  readonly kind: 'text' | 'html'
  readonly source: string
  /** What a reader sees of it. */
  readonly visible: string
  readonly links: Link[]
}

async function spoken(part: BodyPart, failures: string[]): Promise<Spoken> {
  try {
    const source = await parseText(part)
    if (part.kind === 'text') {
      return { kind: 'text', source, visible: source, links: textLinks(source, part.path, mostLinks + 1) }
    }
    const { text, anchors } = readPage(source, mostLinks + 1)
    return { kind: 'html', source, visible: text, links: pageLinks(anchors, part.path) }
  } catch (error) {
    failures.push(
      `Part ${part.path} cannot be decoded (${error instanceof Error ? error.message : String(error)}). ` +
        'Its bytes are in the raw mail and in the part itself.',
    )
    return { kind: part.kind, source: '', visible: '', links: [] }
  }
}

/** Null when there is no such part. Several are joined by a line end. */
function joined(texts: readonly Spoken[], kind: 'text' | 'html'): string | null {
  const sources = texts.filter((one) => one.kind === kind).map(({ source }) => source)
  return sources.length === 0 ? null : sources.join('\n')
}
