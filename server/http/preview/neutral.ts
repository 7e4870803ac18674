/**
 * Markup that is none, as far as the rewriting can tell: inside style sheets, comments, attributes. A browser builds a tree
 * and can be brought to see it otherwise (an `</p>` inside `<svg>` is enough), and then what stood in an attribute is an
 * element. A policy stops what most elements could do then, but not a refresh or a preconnect: so the names of those are
 * broken wherever they could come to life.
 */

const ACTING = 'meta|link|base|script|iframe|frameset|frame|object|embed|applet|portal'
/** Elements whose end would bring to life what a browser took for their text. */
const ENDING = 'style|title|textarea|xmp|noembed|noframes|noscript|plaintext|template|select|svg|math|iframe|script'

const acting = new RegExp(`<(?=/?(?:${ACTING})(?![a-z0-9-]))`, 'gi')
const ending = new RegExp(`</(?:${ENDING})(?![a-z0-9-])|\\]\\]>`, 'i')

/** A text as it stands in the source. Between tags it has no `<` before a letter; where it has one, the text is raw. */
export function neutralText(raw: string, inStyle: boolean): string {
  // In a style sheet this is another way to write the same character, in strings and URLs too.
  return raw.includes('<') ? raw.replace(acting, inStyle ? '\\3c ' : '&lt;') : raw
}

/** A comment as it stands in the source; nobody sees what is changed in one. */
export function neutralComment(raw: string): string {
  return ending.test(raw) ? raw.replace(acting, '&lt;') : raw
}

/** Whether the value of an attribute has to be written with its `<` escaped. */
export function isRisky(value: string): boolean {
  return value.includes('<') && (ending.test(value) || value.search(acting) >= 0)
}

/** An end tag as it stands in the source. It has no use for attributes, and they could hold anything. */
export function neutralEnd(raw: string, name: string): string {
  return raw.includes('<', 1) ? `</${name}>` : raw
}
