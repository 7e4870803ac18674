/** What the tests use of nodemailer, which ships no types. */
declare module 'nodemailer' {
  export interface Mail {
    from?: string
    to?: string | string[]
    cc?: string
    bcc?: string
    subject?: string
    text?: string
    html?: string
    raw?: string
    envelope?: { from: string; to: string | string[] }
    headers?: Record<string, string | string[]>
    alternatives?: { contentType: string; content: string }[]
    attachments?: { filename: string; content: Buffer | string; cid?: string; contentType?: string }[]
  }
  export interface Options {
    host: string
    port: number
    /** Said in EHLO. */
    name?: string
    ignoreTLS?: boolean
    requireTLS?: boolean
    tls?: { rejectUnauthorized: boolean }
    auth?: { user: string; pass: string }
  }
  export function createTransport(options: Options | string): {
    sendMail(mail: Mail): Promise<{ accepted: string[]; response: string }>
    close(): void
  }
}
