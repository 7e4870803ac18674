/** Only what this room uses of mailparser 3.9, which ships no types. */
declare module 'mailparser' {
  interface ParserOptions {
    skipHtmlToText?: boolean
    skipTextToHtml?: boolean
    skipImageLinks?: boolean
    skipTextLinks?: boolean
    keepCidLinks?: boolean
    keepDeliveryStatus?: boolean
    checksumAlgo?: string
  }
  export function simpleParser(raw: Buffer, options: ParserOptions): Promise<{ text?: string; html?: string | false }>
}
