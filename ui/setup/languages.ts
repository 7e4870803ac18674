/** First mails from programs: small ones that are complete. */
import { lines } from './lines.ts'
import { addressOf, type Way } from './ways.ts'

export function nodemailer(way: Way): string {
  return lines(
    "import { createTransport } from 'nodemailer'",
    '',
    'const transport = createTransport({',
    `  host: '${way.host}',`,
    `  port: ${way.port},`,
    `  secure: ${way.security === 'tls'},`,
    way.security === 'none' && way.offersTls && '  ignoreTLS: true,',
    way.security === 'starttls' && '  requireTLS: true,',
    way.security !== 'none' && '  tls: { rejectUnauthorized: false },',
    way.login && `  auth: { user: 'you', pass: 'secret' },`,
    '})',
    'await transport.sendMail({',
    `  from: 'you@example.test',`,
    `  to: 'test@example.test',`,
    `  subject: 'Hello',`,
    `  text: 'It works!',`,
    '})',
  )
}

/** Without a context of its own smtplib checks no certificate. */
export function python(way: Way): string {
  return lines(
    'import smtplib',
    'from email.message import EmailMessage',
    '',
    'mail = EmailMessage()',
    'mail["From"] = "you@example.test"',
    'mail["To"] = "test@example.test"',
    'mail["Subject"] = "Hello"',
    'mail.set_content("It works!")',
    '',
    `with smtplib.${way.security === 'tls' ? 'SMTP_SSL' : 'SMTP'}("${way.host}", ${way.port}) as smtp:`,
    way.security === 'starttls' && '    smtp.starttls()',
    way.login && '    smtp.login("you", "secret")',
    '    smtp.send_message(mail)',
  )
}

export function dotnet(way: Way): string {
  const options = { none: 'None', starttls: 'StartTls', tls: 'SslOnConnect' }[way.security]
  return lines(
    '// dotnet add package MailKit',
    'using MailKit.Net.Smtp;',
    'using MailKit.Security;',
    'using MimeKit;',
    '',
    'var mail = new MimeMessage();',
    'mail.From.Add(MailboxAddress.Parse("you@example.test"));',
    'mail.To.Add(MailboxAddress.Parse("test@example.test"));',
    'mail.Subject = "Hello";',
    'mail.Body = new TextPart("plain") { Text = "It works!" };',
    '',
    'using var smtp = new SmtpClient();',
    way.security !== 'none' && 'smtp.ServerCertificateValidationCallback = (_, _, _, _) => true;',
    `await smtp.ConnectAsync("${way.host}", ${way.port}, SecureSocketOptions.${options});`,
    way.login && 'await smtp.AuthenticateAsync("you", "secret");',
    'await smtp.SendAsync(mail);',
    'await smtp.DisconnectAsync(true);',
  )
}

/** `smtp.SendMail` is enough without TLS; it goes over to TLS by itself where it can, and checks the certificate. */
export function go(way: Way): string {
  const short = way.security === 'none' && !way.offersTls
  const secure = way.security !== 'none'
  const auth = way.login ? `smtp.PlainAuth("", "you", "secret", "${way.host}")` : 'nil'
  return lines(
    'package main',
    '',
    'import (',
    secure && '\t"crypto/tls"',
    '\t"log"',
    '\t"net/smtp"',
    ')',
    '',
    'func main() {',
    '\tmail := "From: you@example.test\\r\\nTo: test@example.test\\r\\n" +',
    '\t\t"Subject: Hello\\r\\n\\r\\nIt works!\\r\\n"',
    short
      ? [
          `\tcheck(smtp.SendMail("${addressOf(way)}", ${auth}, "you@example.test",`,
          '\t\t[]string{"test@example.test"}, []byte(mail)))',
        ]
      : goSteps(way, auth),
    '}',
    '',
    'func check(err error) {',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '}',
  )
}

function goSteps(way: Way, auth: string): string[] {
  const config = '&tls.Config{InsecureSkipVerify: true}'
  const dial =
    way.security === 'tls'
      ? [
          `\tconn, err := tls.Dial("tcp", "${addressOf(way)}", ${config})`,
          '\tcheck(err)',
          `\tclient, err := smtp.NewClient(conn, "${way.host}")`,
        ]
      : [`\tclient, err := smtp.Dial("${addressOf(way)}")`]
  const checked = [
    ...(way.security === 'starttls' ? [`client.StartTLS(${config})`] : []),
    ...(way.login ? [`client.Auth(${auth})`] : []),
    'client.Mail("you@example.test")',
    'client.Rcpt("test@example.test")',
  ].map((step) => `\tcheck(${step})`)
  const body = ['\tbody, err := client.Data()', '\tcheck(err)', '\t_, err = body.Write([]byte(mail))', '\tcheck(err)']
  return [...dial, '\tcheck(err)', ...checked, ...body, '\tcheck(body.Close())', '\tcheck(client.Quit())']
}

export function php(way: Way): string {
  return lines(
    '<?php // composer require phpmailer/phpmailer',
    'use PHPMailer\\PHPMailer\\PHPMailer;',
    '',
    `require 'vendor/autoload.php';`,
    '',
    '$mail = new PHPMailer(true);',
    '$mail->isSMTP();',
    `$mail->Host = '${way.host}';`,
    `$mail->Port = ${way.port};`,
    way.security === 'none' && '$mail->SMTPAutoTLS = false;',
    way.security === 'starttls' && '$mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;',
    way.security === 'tls' && '$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS;',
    way.security !== 'none' && [
      '$mail->SMTPOptions = [',
      `    'ssl' => ['verify_peer' => false, 'verify_peer_name' => false],`,
      '];',
    ],
    way.login && ['$mail->SMTPAuth = true;', `$mail->Username = 'you';`, `$mail->Password = 'secret';`],
    `$mail->setFrom('you@example.test');`,
    `$mail->addAddress('test@example.test');`,
    `$mail->Subject = 'Hello';`,
    `$mail->Body = 'It works!';`,
    '$mail->send();',
  )
}
