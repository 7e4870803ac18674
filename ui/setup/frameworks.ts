/** What a framework is configured with, and the line that tries it. */
import { lines } from './lines.ts'
import { urlOf, type Way } from './ways.ts'

export function django(way: Way): string {
  return lines(
    '# settings.py; then: python manage.py sendtestemail test@example.test',
    'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"',
    `EMAIL_HOST = "${way.host}"`,
    `EMAIL_PORT = ${way.port}`,
    `EMAIL_USE_TLS = ${way.security === 'starttls' ? 'True' : 'False'}  # STARTTLS`,
    `EMAIL_USE_SSL = ${way.security === 'tls' ? 'True' : 'False'}  # TLS from the first byte`,
    way.login && ['EMAIL_HOST_USER = "you"', 'EMAIL_HOST_PASSWORD = "secret"'],
  )
}

export function rails(way: Way): string {
  return lines(
    '# config/environments/development.rb',
    'config.action_mailer.delivery_method = :smtp',
    'config.action_mailer.smtp_settings = {',
    `  address: "${way.host}",`,
    `  port: ${way.port},`,
    way.security === 'none' && '  enable_starttls_auto: false,',
    way.security === 'starttls' && '  enable_starttls: true,',
    way.security === 'tls' && '  tls: true,',
    way.security !== 'none' && '  openssl_verify_mode: "none",',
    way.login && '  user_name: "you", password: "secret", authentication: :plain,',
    '}',
  )
}

/** Its mailer goes over to STARTTLS by itself where that is offered. */
export function laravel(way: Way): string {
  return lines(
    '# .env; before Laravel 11 the scheme is called MAIL_ENCRYPTION: null, tls or ssl',
    'MAIL_MAILER=smtp',
    `MAIL_SCHEME=${way.security === 'tls' ? 'smtps' : 'smtp'}`,
    `MAIL_HOST=${way.host}`,
    `MAIL_PORT=${way.port}`,
    `MAIL_USERNAME=${way.login ? 'you' : 'null'}`,
    `MAIL_PASSWORD=${way.login ? 'secret' : 'null'}`,
    'MAIL_FROM_ADDRESS=you@example.test',
  )
}

export function spring(way: Way): string {
  const smtp = 'spring.mail.properties.mail.smtp'
  return lines(
    '# application.properties',
    `spring.mail.host=${way.host}`,
    `spring.mail.port=${way.port}`,
    way.security === 'starttls' && [`${smtp}.starttls.enable=true`, `${smtp}.starttls.required=true`],
    way.security === 'tls' && `${smtp}.ssl.enable=true`,
    way.security !== 'none' && `${smtp}.ssl.trust=${way.host}`,
    way.login && ['spring.mail.username=you', 'spring.mail.password=secret', `${smtp}.auth=true`],
  )
}

export function smtpUrl(way: Way): string {
  return `SMTP_URL=${urlOf(way)}`
}
