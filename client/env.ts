/** The settings that point an app at a sink, by the names that its framework, or most who use it, give them. */
import { BadRequestError } from './errors.ts'
import type { EnvStyle } from './sink.ts'

export interface Target {
  readonly host: string
  readonly port: number
  readonly url: string
  /** Empty: no login. */
  readonly user: string
  readonly pass: string
}

interface Facts extends Target {
  readonly hasLogin: boolean
  /** TLS from the first byte, as on port 465. */
  readonly isImplicit: boolean
}

export function envOf(style: EnvStyle, target: Target): Record<string, string> {
  if (!Object.hasOwn(STYLES, style))
    throw new BadRequestError(`No framework goes by "${style}". Known: ${Object.keys(STYLES).join(', ')}.`)
  const hasLogin = target.user !== ''
  const settings = STYLES[style]({ ...target, hasLogin, isImplicit: target.url.startsWith('smtps:') })
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  )
}

type Settings = Record<string, string | number | boolean | null>

/** Null leaves a variable out. TLS is switched off by name where an app would try it by itself and check the certificate. */
const STYLES: Readonly<Record<EnvStyle, (facts: Facts) => Settings>> = {
  generic: ({ host, port, url, user, pass, hasLogin }) => ({
    SMTP_HOST: host,
    SMTP_PORT: port,
    SMTP_URL: url,
    SMTP_USER: hasLogin ? user : null,
    SMTP_PASS: hasLogin ? pass : null,
  }),
  url: ({ url }) => ({ SMTP_URL: url }),
  // Laravel reads the word null as null. MAIL_URL would go before all others; MAIL_SCHEME is read since 11, MAIL_ENCRYPTION before.
  laravel: ({ host, port, user, pass, hasLogin, isImplicit }) => ({
    MAIL_MAILER: 'smtp',
    MAIL_URL: 'null',
    MAIL_SCHEME: isImplicit ? 'smtps' : 'smtp',
    MAIL_HOST: host,
    MAIL_PORT: port,
    MAIL_USERNAME: hasLogin ? user : 'null',
    MAIL_PASSWORD: hasLogin ? pass : 'null',
    MAIL_ENCRYPTION: isImplicit ? 'ssl' : 'null',
  }),
  // Django itself reads no environment: these are its settings by name, and the URL of django-environ.
  django: ({ host, port, url, user, pass, isImplicit }) => ({
    EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend',
    EMAIL_URL: url,
    EMAIL_HOST: host,
    EMAIL_PORT: port,
    EMAIL_HOST_USER: user,
    EMAIL_HOST_PASSWORD: pass,
    EMAIL_USE_TLS: 'False',
    EMAIL_USE_SSL: isImplicit ? 'True' : 'False',
  }),
  rails: ({ host, port, user, pass, hasLogin }) => ({
    SMTP_ADDRESS: host,
    SMTP_PORT: port,
    SMTP_USERNAME: hasLogin ? user : null,
    SMTP_PASSWORD: hasLogin ? pass : null,
    SMTP_AUTHENTICATION: hasLogin ? 'plain' : null,
    SMTP_ENABLE_STARTTLS_AUTO: false,
  }),
  spring: ({ host, port, user, pass, hasLogin, isImplicit }) => ({
    SPRING_MAIL_HOST: host,
    SPRING_MAIL_PORT: port,
    SPRING_MAIL_USERNAME: user,
    SPRING_MAIL_PASSWORD: pass,
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH: hasLogin,
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE: isImplicit,
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE: false,
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED: false,
  }),
  symfony: ({ url }) => ({ MAILER_DSN: url }),
  // Swoosh reads none either: `relay` is its own word, the others are what a runtime.exs usually has.
  phoenix: ({ host, port, user, pass, hasLogin, isImplicit }) => ({
    SMTP_RELAY: host,
    SMTP_HOST: host,
    SMTP_PORT: port,
    SMTP_USERNAME: hasLogin ? user : null,
    SMTP_PASSWORD: hasLogin ? pass : null,
    SMTP_SSL: isImplicit,
    SMTP_TLS: 'never',
    SMTP_AUTH: hasLogin ? 'always' : 'never',
  }),
  // A realm has its mail server in the database: these are for the placeholders of its import file, ${KEYCLOAK_SMTP_HOST}.
  keycloak: ({ host, port, user, pass, hasLogin, isImplicit }) => ({
    KEYCLOAK_SMTP_HOST: host,
    KEYCLOAK_SMTP_PORT: port,
    KEYCLOAK_SMTP_FROM: 'keycloak@mailsink.test',
    KEYCLOAK_SMTP_AUTH: hasLogin,
    KEYCLOAK_SMTP_USER: hasLogin ? user : null,
    KEYCLOAK_SMTP_PASSWORD: hasLogin ? pass : null,
    KEYCLOAK_SMTP_SSL: isImplicit,
    KEYCLOAK_SMTP_STARTTLS: false,
  }),
}
