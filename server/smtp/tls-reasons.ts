/** Why a client and a listener did not agree on TLS: what came where something else was due, how a handshake failed. */
import type { Reason } from '../../contract/session.ts'

export const distrust =
  'A client that does not trust the certificate does that. Give it the one from /api/tls.pem, or switch the check off in the test.'

/** What a client sent where something else was due. */
export const misdirected = {
  tlsOnPlain: {
    code: null,
    enhanced: null,
    text: 'The client began a TLS handshake on a port that starts in plain text.',
    hint: 'Use the submissions listener (TLS from the first byte), or switch the client to plain text or STARTTLS (in nodemailer: secure: false).',
  },
  smtpOnTls: {
    code: null,
    enhanced: null,
    text: 'The client spoke plain SMTP to the listener that expects TLS from the first byte.',
    hint: 'Switch the client to implicit TLS (in nodemailer: secure: true), or use the smtp or the submission listener.',
  },
  http: {
    code: null,
    enhanced: null,
    text: 'An HTTP request came to an SMTP port.',
    hint: 'The web page and the API are on the HTTP port; this one speaks SMTP.',
  },
  garbageOnTls: {
    code: null,
    enhanced: null,
    text: 'What the client sent to the listener with TLS from the first byte is not TLS.',
    hint: 'Use the smtp or the submission listener for plain text.',
  },
  silentOnTls: {
    code: null,
    enhanced: null,
    text: 'The client connected to the listener with TLS from the first byte and waited for a greeting.',
    hint: 'Switch the client to implicit TLS (in nodemailer: secure: true), or use the smtp or the submission listener.',
  },
} satisfies Record<string, Reason>

/** The reason for a TLS handshake that failed; `code` and `reason` are OpenSSL's, smtp-server has a message of its own. */
export function tlsFailure(error: { code?: string | undefined; message: string; reason?: string } | null): Reason {
  const code = error?.code ?? ''
  const said = error?.reason ?? error?.message ?? 'the connection was closed'
  const alert = /alert ([a-z ]+)/i.exec(said)?.[1]?.trim() ?? null
  if (
    /UNKNOWN_CA|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|UNSUPPORTED_CERTIFICATE/.test(
      code,
    )
  ) {
    return {
      code: null,
      enhanced: null,
      text: `The client does not trust the certificate${alert === null ? '' : ` (TLS alert: ${alert})`}.`,
      hint: 'Give it the certificate from /api/tls.pem as a trusted one, or switch the check off in the test.',
    }
  }
  if (/UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_SHARED_CIPHER|PROTOCOL_VERSION/.test(code)) {
    return {
      code: null,
      enhanced: null,
      text: `The client and this listener have no TLS version or cipher in common (${said}).`,
      hint: 'TLS 1.2 and newer are spoken here; --tls-min lowers that for old clients.',
    }
  }
  if (code === 'ERR_TLS_HANDSHAKE_GIVEN_UP') {
    const text = 'The client gave the connection up in the middle of the TLS handshake.'
    return { code: null, enhanced: null, text, hint: distrust }
  }
  const timedOut = code === 'ERR_TLS_HANDSHAKE_TIMEOUT'
  return {
    code: null,
    enhanced: null,
    text: timedOut ? 'The TLS handshake did not come to its end in time.' : `The TLS handshake failed: ${said}.`,
    hint: null,
  }
}
