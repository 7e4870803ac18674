/** What the app writes to people. */

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export function confirmation(to: string, link: string, code: string): Mail {
  return {
    to,
    subject: 'Confirm your address',
    text: `Welcome to Acme!\n\nConfirm your address: ${link}\n\nOr type this code: ${code}\n`,
    html: `<p>Welcome to Acme!</p>
<p><a href="${link}">Confirm your address</a></p>
<p>Or type this code: <strong>${code}</strong></p>
<p><a href="https://acme.example/terms">Terms</a></p>`,
  }
}

export function passwordReset(to: string, link: string): Mail {
  return {
    to,
    subject: 'Reset your password',
    text: `Somebody asked for a new password for ${to}.\n\nChoose one here: ${link}\n\nIf it was not you, do nothing.\n`,
    html: `<p>Somebody asked for a new password for ${to}.</p>
<p><a href="${link}">Choose a new password</a></p>
<p>If it was not you, do nothing.</p>`,
  }
}

export function passwordChanged(to: string): Mail {
  return {
    to,
    subject: 'Your password was changed',
    text: 'If it was not you, write to help@acme.example.\n',
    html: '<p>If it was not you, write to <a href="mailto:help@acme.example">help@acme.example</a>.</p>',
  }
}
