/** Only what this room uses of libmime, which ships no types. */
declare module 'libmime' {
  /** A structured value; `params` are own properties, `__proto__` included. */
  interface StructuredValue {
    value: string | false
    params: Record<string, string>
  }
  const libmime: {
    decodeWords(value: string): string
    parseHeaderValue(value: string): StructuredValue
    /** Libmime's canonical name of a charset, or the name in upper case when it is unknown. */
    normalizeCharset(charset: string): string
  }
  export default libmime
}
