/** `mailsink send`: one mail over the SMTP listener of a running sink. */
import { randomUUID } from 'node:crypto'
import { deliver, plainly } from '../send/deliver.ts'
import { headerText } from '../send/header-text.ts'
import type { Letter, Target } from './read-config.ts'

/** Sends and tells in lines what became of it. Rejects when it was not taken. */
export async function send(
  target: Target,
  letter: Letter,
  read: (file: string) => Promise<Uint8Array>,
): Promise<string[]> {
  if (target.smtp === false || target.smtp === 0) throw new Error('Name the port to send to with --smtp-port.')
  const raw = letter.file === null ? compose(letter, new Date()) : await read(letter.file)
  const reply = await deliver(plainly(target.host, target.smtp), { from: letter.from, to: letter.to, raw })
  // The reply to the end of data ends with the id of the message.
  const id = /\b[0-9A-Za-z]{26}\b/.exec(reply.text)?.[0]
  return id && target.http ? [reply.text, `${httpUrl(target, target.http)}messages/${id}`] : [reply.text]
}

/** The root of the pages of a sink, with the slash at its end. */
export function httpUrl({ host, basePath }: Target, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${basePath}`
}

/** A plain mail. The text is sent as it is but for its line ends, which a shell writes as LF. */
export function compose({ from, to, subject, text }: Letter, now: Date): Uint8Array {
  const head = [
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    `Subject: ${headerText(subject)}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@mailsink.local>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text.replace(/\r?\n/g, '\r\n')}\r\n`)
}
