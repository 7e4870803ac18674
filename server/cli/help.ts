/** What `--help` prints, for each command, made from the table of settings. */
import { rows, takes, type Command, type Flag, type Group, type Setting } from '../config.ts'

const WIDTH = 98
const COLUMN = 32

const INTRODUCTION: Record<Command, string> = {
  serve: `mailsink: a test double for an SMTP server. It takes any mail for anyone, delivers none of it, and
shows the exact bytes and the whole conversation.

Usage
  mailsink [serve] [flags]        start it
  mailsink ready [flags]          exit 0 when a running one is ready, 1 when not
  mailsink send [file] [flags]    send a mail, or an .eml file, to a running one
  mailsink <command> --help       the flags of a command
  mailsink --version`,
  ready: `mailsink ready: exits 0 when the sink that was started with the same flags is ready, 1 with a line
that says why when it is not. Asks GET /readyz, or an SMTP listener when --http-port is off.

Usage
  mailsink ready [flags]`,
  send: `mailsink send: sends a mail to a running sink by SMTP and prints its reply.

Usage
  mailsink send [flags]                a mail made of --subject and --text
  mailsink send mail.eml [flags]       the bytes of a file as they are
  mailsink send - [flags]              the bytes of standard input as they are`,
}

const ENDING = `Each flag has a variable: --smtp-port is MAILSINK_SMTP_PORT. A flag beats the variable. A secret is
also read from the file that MAILSINK_TOKEN_FILE (and so on) names.
Sizes: 500k, 50MiB. Times: 250ms, 60s, 10m, 2h, 7d.`

export function helpFor(command: Command): string {
  const groups = new Map<Group, string[]>()
  for (const [flag, setting] of rows) {
    if (takes(command, setting))
      groups.set(setting.group, [...(groups.get(setting.group) ?? []), ...row(flag, setting)])
  }
  const blocks = [...groups].map(([group, lines]) => `${group}\n${lines.join('\n')}`)
  return [INTRODUCTION[command], ...blocks, ENDING].join('\n\n')
}

function row(flag: Flag, setting: Setting): string[] {
  const name = `  --${flag}${setting.kind.placeholder ? ` ${setting.kind.placeholder}` : ''}`
  const [first = '', ...rest] = wrapped(described(setting), WIDTH - COLUMN)
  return [name.padEnd(COLUMN) + first, ...rest.map((line) => ' '.repeat(COLUMN) + line)]
}

/** The sentence of a setting with its default, and whether it may be repeated. */
function described({ help, default: initial, many }: Setting): string {
  return `${help}${many ? ' Repeatable.' : ''}${initial === undefined ? '' : ` [${initial}]`}`
}

function wrapped(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}
