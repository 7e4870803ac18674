/** Marks in the list and in the open mail what is searched for, without touching what others have drawn. */

/** Text beyond this many characters, and finds beyond this many, are left unmarked: the page has to stay quick. */
const CHARACTERS = 300_000
const MOST = 2000

const NAME = 'search'
/** Where the words are a stranger's: those of the page are not what was searched. */
const WITHIN = '.split :is(bdi, .what a, .text, .source-text, .field-list dd, pre)'

/** Marks them now and whenever the page changes; the function returned ends that. */
export function highlight(texts: readonly string[], document: Document): () => void {
  const highlights = (globalThis as { CSS?: { highlights?: HighlightRegistry } }).CSS?.highlights
  const root = document.getElementById('page')
  // A browser that cannot simply shows no marks.
  if (highlights === undefined || root === null || texts.length === 0) return () => {}
  const pattern = new RegExp(texts.map(escaped).join('|'), 'gi')
  let waiting = 0

  function mark(): void {
    waiting = 0
    highlights?.set(NAME, new Highlight(...rangesOf(pattern, document)))
  }

  const watch = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(mark)
  })
  watch.observe(root, { childList: true, characterData: true, subtree: true })
  mark()
  return () => {
    watch.disconnect()
    cancelAnimationFrame(waiting)
    highlights.delete(NAME)
  }
}

function rangesOf(pattern: RegExp, document: Document): Range[] {
  const ranges: Range[] = []
  let seen = 0
  for (const part of document.querySelectorAll(WITHIN)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? ''
      seen += text.length
      for (const { index, 0: found } of text.matchAll(pattern)) {
        const range = new StaticRange({
          startContainer: node,
          startOffset: index,
          endContainer: node,
          endOffset: index + found.length,
        })
        ranges.push(range as unknown as Range)
      }
      if (seen > CHARACTERS || ranges.length > MOST) return ranges
    }
  }
  return ranges
}

/** White space is as good as any other, as in the search. */
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`)
