/** The settings that point an app at a sink. */
import { expect, test } from 'vitest'
import { envOf } from '../../client/env.ts'
import type { EnvStyle } from '../../client/sink.ts'

const open = { host: '127.0.0.1', port: 1025, url: 'smtp://127.0.0.1:1025', user: '', pass: '' }
const login = { ...open, url: 'smtp://t-1:mailsink@127.0.0.1:1025', user: 't-1', pass: 'mailsink' }

const line = (settings: Record<string, string>) =>
  Object.entries(settings)
    .map((pair) => pair.join('='))
    .join(' ')

test.each<[EnvStyle, string, string]>([
  [
    'generic',
    'SMTP_HOST=127.0.0.1 SMTP_PORT=1025 SMTP_URL=smtp://127.0.0.1:1025',
    'SMTP_HOST=127.0.0.1 SMTP_PORT=1025 SMTP_URL=smtp://t-1:mailsink@127.0.0.1:1025 SMTP_USER=t-1 SMTP_PASS=mailsink',
  ],
  ['url', 'SMTP_URL=smtp://127.0.0.1:1025', 'SMTP_URL=smtp://t-1:mailsink@127.0.0.1:1025'],
  [
    'laravel',
    'MAIL_MAILER=smtp MAIL_URL=null MAIL_SCHEME=smtp MAIL_HOST=127.0.0.1 MAIL_PORT=1025 MAIL_USERNAME=null MAIL_PASSWORD=null MAIL_ENCRYPTION=null',
    'MAIL_MAILER=smtp MAIL_URL=null MAIL_SCHEME=smtp MAIL_HOST=127.0.0.1 MAIL_PORT=1025 MAIL_USERNAME=t-1 MAIL_PASSWORD=mailsink MAIL_ENCRYPTION=null',
  ],
  [
    'django',
    'EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend EMAIL_URL=smtp://127.0.0.1:1025 EMAIL_HOST=127.0.0.1 EMAIL_PORT=1025 EMAIL_HOST_USER= EMAIL_HOST_PASSWORD= EMAIL_USE_TLS=False EMAIL_USE_SSL=False',
    'EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend EMAIL_URL=smtp://t-1:mailsink@127.0.0.1:1025 EMAIL_HOST=127.0.0.1 EMAIL_PORT=1025 EMAIL_HOST_USER=t-1 EMAIL_HOST_PASSWORD=mailsink EMAIL_USE_TLS=False EMAIL_USE_SSL=False',
  ],
  [
    'rails',
    'SMTP_ADDRESS=127.0.0.1 SMTP_PORT=1025 SMTP_ENABLE_STARTTLS_AUTO=false',
    'SMTP_ADDRESS=127.0.0.1 SMTP_PORT=1025 SMTP_USERNAME=t-1 SMTP_PASSWORD=mailsink SMTP_AUTHENTICATION=plain SMTP_ENABLE_STARTTLS_AUTO=false',
  ],
  [
    'spring',
    'SPRING_MAIL_HOST=127.0.0.1 SPRING_MAIL_PORT=1025 SPRING_MAIL_USERNAME= SPRING_MAIL_PASSWORD= SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH=false SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE=false SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE=false SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED=false',
    'SPRING_MAIL_HOST=127.0.0.1 SPRING_MAIL_PORT=1025 SPRING_MAIL_USERNAME=t-1 SPRING_MAIL_PASSWORD=mailsink SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH=true SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE=false SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE=false SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED=false',
  ],
  ['symfony', 'MAILER_DSN=smtp://127.0.0.1:1025', 'MAILER_DSN=smtp://t-1:mailsink@127.0.0.1:1025'],
  [
    'phoenix',
    'SMTP_RELAY=127.0.0.1 SMTP_HOST=127.0.0.1 SMTP_PORT=1025 SMTP_SSL=false SMTP_TLS=never SMTP_AUTH=never',
    'SMTP_RELAY=127.0.0.1 SMTP_HOST=127.0.0.1 SMTP_PORT=1025 SMTP_USERNAME=t-1 SMTP_PASSWORD=mailsink SMTP_SSL=false SMTP_TLS=never SMTP_AUTH=always',
  ],
  [
    'keycloak',
    'KEYCLOAK_SMTP_HOST=127.0.0.1 KEYCLOAK_SMTP_PORT=1025 KEYCLOAK_SMTP_FROM=keycloak@mailsink.test KEYCLOAK_SMTP_AUTH=false KEYCLOAK_SMTP_SSL=false KEYCLOAK_SMTP_STARTTLS=false',
    'KEYCLOAK_SMTP_HOST=127.0.0.1 KEYCLOAK_SMTP_PORT=1025 KEYCLOAK_SMTP_FROM=keycloak@mailsink.test KEYCLOAK_SMTP_AUTH=true KEYCLOAK_SMTP_USER=t-1 KEYCLOAK_SMTP_PASSWORD=mailsink KEYCLOAK_SMTP_SSL=false KEYCLOAK_SMTP_STARTTLS=false',
  ],
])('%s', (style, without, withLogin) => {
  expect(line(envOf(style, open))).toBe(without)
  expect(line(envOf(style, login))).toBe(withLogin)
})

test('a listener with TLS from the first byte is named as one', () => {
  const secure = { ...open, url: 'smtps://127.0.0.1:1465', port: 1465 }
  expect(envOf('laravel', secure)).toMatchObject({ MAIL_SCHEME: 'smtps', MAIL_ENCRYPTION: 'ssl' })
  expect(envOf('django', secure)).toMatchObject({ EMAIL_USE_SSL: 'True', EMAIL_USE_TLS: 'False' })
})

test('an unknown style names those that there are', () => {
  expect(() => envOf('flask' as EnvStyle, open)).toThrow(
    'No framework goes by "flask". Known: generic, url, laravel, django, rails, spring, symfony, phoenix, keycloak.',
  )
})
