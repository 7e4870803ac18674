/** Shows a captured mail in a page, as a mail program would: with its own images, and nothing fetched for it. */
import type { Page } from '@playwright/test'
import type { Message } from '../sink.ts'

/** Nothing is loaded but what the mail carries itself. Following a link is not loading: that goes where it leads. */
const POLICY = "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'"

/**
 * Opens the HTML of a mail, or its text where it has none, with its links ready to be clicked.
 *
 *     await openEmail(page, message)
 *     await page.getByRole('link', { name: 'Confirm' }).click()
 *
 * Images that the mail carries are shown; images on servers are not, and scripts do not run.
 */
export async function openEmail(page: Page, message: Message): Promise<void> {
  // A page needs an address to lead away from and back to; .invalid belongs to nobody (RFC 2606).
  const url = `http://mail-${message.id.toLowerCase()}.invalid/`
  const body = message.html === null ? textPage(message) : await htmlPage(message, message.html)
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
  await page.route(url, async (route) => await route.fulfill({ body, headers }))
  await page.goto(url)
}

async function htmlPage(message: Message, html: string): Promise<string> {
  const parts = new Map<string, string>()
  for (const file of message.attachments) {
    if (file.contentId === null) continue
    const content = Buffer.from(await file.content()).toString('base64')
    parts.set(withoutBrackets(file.contentId), `data:${file.contentType};base64,${content}`)
  }
  return html.replace(
    /\bcid:([^"'\s)<>]+)/gi,
    (written, id: string) => parts.get(decoded(id)) ?? parts.get(id) ?? written,
  )
}

function textPage(message: Message): string {
  const text = message.text ?? ''
  const links = [...new Set(message.links.map(({ href }) => href))].filter((href) => text.includes(href))
  // The longest first: one address may begin another.
  const pattern = links
    .toSorted((a, b) => b.length - a.length)
    .map((href) => href.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const pieces = pattern.length === 0 ? [text] : text.split(new RegExp(`(${pattern.join('|')})`))
  const body = pieces.map((piece) => (links.includes(piece) ? anchor(piece) : escaped(piece))).join('')
  return `<!doctype html><title>${escaped(message.subject)}</title><pre style="white-space: pre-wrap">${body}</pre>`
}

const anchor = (href: string) => `<a href="${escaped(href)}">${escaped(href)}</a>`

const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

const withoutBrackets = (id: string) => id.replace(/^<|>$/g, '')

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
