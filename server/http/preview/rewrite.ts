/**
 * The page of a mail, made fit to be looked at. What is not touched stays as it was sent, byte for byte: the odd markup that
 * clients are told apart by is what a developer wants to see. The only file that knows parse5.
 */
import { setImmediate } from 'node:timers/promises'
import { RewritingStream } from 'parse5-html-rewriting-stream'
import { createPage } from './page.ts'
import type { Desk, Tag } from './tags.ts'

/** Characters that are read before others get their turn: some milliseconds. */
const smallest = 8_192
/** And of a picture in an attribute, say, which is quicker to read than to lay by and take up again. */
const largest = 131_072
/** A browser draws nothing that is nested deeper, and looking after it would take ever longer. */
const deepest = 512
const mostAttributes = 1_000

interface Place {
  readonly startOffset: number
  readonly endOffset: number
}

interface Token {
  readonly sourceCodeLocation?: (Place & { readonly attrs?: Record<string, Place> }) | null
}

interface StartTag extends Token {
  readonly tagName: string
  readonly attrs: readonly { readonly prefix?: string; readonly name: string; readonly value: string }[]
  readonly selfClosing: boolean
}

/** Gives the page in pieces, with a turn for others between them. `head` comes before all of the mail but its doctype. */
export async function* rewrite(html: string, head: string, desk: Desk): AsyncGenerator<string> {
  const page = createPage(head, desk)
  const reader = new Reader()
  const source = ({ sourceCodeLocation: at }: Token) => (at ? html.slice(at.startOffset, at.endOffset) : '')
  // Each of the five has a listener, so the stream itself puts nothing out.
  reader.on('doctype', (token) => page.doctype(source(token)))
  reader.on('comment', (token) => page.comment(source(token)))
  reader.on('text', (token) => page.text(source(token)))
  reader.on('endTag', (token) => page.close(token.tagName.toLowerCase(), source(token)))
  reader.on('startTag', (token) => page.open(tagOf(token, source(token), reader.isForeign())))

  for (let at = 0, slice = smallest; at < html.length;) {
    const text = html.slice(at, at + slice)
    await new Promise<void>((resolve, reject) => {
      reader.write(text, (error) => (error ? reject(error) : resolve()))
    })
    at += text.length
    const pieces = page.taken()
    yield* joined(pieces)
    await setImmediate()
    slice = pieces.length > 0 ? smallest : Math.min(slice * 2, largest)
  }
  await new Promise<void>((resolve) => reader.end(resolve))
  page.end()
  yield* joined(page.taken())
}

/** Text put together; what is not yet made is made in a turn of its own. */
async function* joined(pieces: readonly (string | (() => string))[]): AsyncGenerator<string> {
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      if (text !== '') yield text
      await setImmediate()
      text = piece()
    }
  }
  if (text !== '') yield text
}

class Reader extends RewritingStream {
  /** Whether the tag that is being told stands in SVG or MathML. */
  isForeign(): boolean {
    const { inForeignContent } = this.parserFeedbackSimulator
    const { namespaceStack: levels } = this.parserFeedbackSimulator as unknown as { namespaceStack: string[] }
    // The outermost comes last.
    if (levels.length > deepest) levels.splice(deepest / 2, levels.length - deepest)
    return inForeignContent
  }
}

function tagOf({ tagName, attrs, selfClosing, sourceCodeLocation }: StartTag, raw: string, foreign: boolean): Tag {
  const start = sourceCodeLocation?.startOffset ?? 0
  const places = sourceCodeLocation?.attrs ?? {}
  const attributes = attrs.slice(0, mostAttributes).map(({ prefix, name: local, value }) => {
    const name = (prefix ? `${prefix}:${local}` : local).toLowerCase()
    const at = places[name]
    return { name, value, raw: at ? raw.slice(at.startOffset - start, at.endOffset - start) : null }
  })
  const complete = attrs.length === attributes.length
  return { name: tagName.toLowerCase(), attributes, complete, selfClosing, foreign, raw }
}
