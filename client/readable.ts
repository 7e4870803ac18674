/** What stands in a piece of HTML, roughly: enough to look for a code in it. */

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Tags of one word do not part it: `<b>48</b><b>21</b>` reads 4821. */
const INLINE = /<\/?(?:a|b|i|u|em|strong|span|font|code|small|big)(?:\s[^<>]*)?>/gi

export function readable(html: string): string {
  return html
    .replaceAll(/<!--[^]*?-->|<(style|script|title)\b[^]*?<\/\1\s*>/gi, ' ')
    .replaceAll(INLINE, '')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (written, decimal, hex, name) => {
      if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? written
      const point = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : written
    })
}
