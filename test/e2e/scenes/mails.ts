/** Mails that the walks look at: one of each kind that a reader should be able to understand. */
import type { Options } from 'nodemailer'
import { pdf, png } from './files.ts'
import { mail, raw, type Ports } from './send.ts'

/** A one-time code, and a link that stands out. */
export const code = (ports: Ports, options: Partial<Options> = {}) =>
  mail(
    ports,
    {
      subject: 'Your verification code is 482913',
      text: 'Your verification code is 482913.\n\nOr follow https://acme.test/verify?token=f3a1 to go on.\n\nIt is good for ten minutes.\n',
      html: `<!doctype html><html><body style="font-family:sans-serif"><h1>Almost there</h1><p>Your verification code is</p>
<p style="font-size:32px;letter-spacing:6px"><b>482913</b></p>
<p><a href="https://acme.test/verify?token=f3a1" style="background:#0b6169;color:#fff;padding:10px 18px">Verify my address</a></p></body></html>`,
    },
    options,
  )

/** HTML that would like to run, to load and to be followed; a logo by cid, a dark style, a PDF, a hidden recipient. */
export const newsletter = (ports: Ports, canary = 'http://tracker.invalid/') =>
  mail(ports, {
    from: 'Shop News <news@shop.test>',
    subject: 'Autumn sale: 20 % off everything',
    to: ['Ada <ada@example.test>', 'Bob <bob@example.test>'],
    bcc: 'audit@example.test',
    text: 'Autumn sale: 20 % off everything.\nhttps://shop.test/sale\n',
    html: `<!doctype html><html lang="en"><head><title>Sale</title><meta http-equiv="refresh" content="0;url=${canary}refresh">
<style>body{margin:0;padding:24px;background:#ffffff;color:#222222;font-family:Georgia,serif}
@media (prefers-color-scheme: dark){body{background:#111111;color:#eeeeee}}</style></head>
<body><img src="cid:logo@shop.test" alt="Shop" width="96" height="32"><h1>Autumn sale</h1>
<p>Everything is <b>20 %</b> cheaper until Sunday.</p><p><a id="shop" href="${canary}shop">Shop now</a></p>
<form action="${canary}form"><input name="q" value="x"><button>Search</button></form>
<script>document.title='owned'</script><img src="x" onerror="document.title='owned'" alt="">
<img src="${canary}pixel.gif" width="1" height="1" alt=""></body></html>`,
    attachments: [
      { filename: 'logo.png', content: png(96, 32, [11, 97, 105]), cid: 'logo@shop.test' },
      { filename: 'catalogue.pdf', content: pdf(), contentType: 'application/pdf' },
    ],
    headers: {
      'List-Id': 'News of the shop <news.shop.test>',
      'List-Unsubscribe': '<https://shop.test/leave?u=1>, <mailto:leave@shop.test>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Received: [
        'from web1.shop.test (web1.shop.test [192.0.2.7]) by relay.shop.test with ESMTPS id 7; Mon, 02 Nov 2026 10:00:05 +0000',
        'from localhost (localhost [127.0.0.1]) by web1.shop.test with ESMTP id 6; Mon, 02 Nov 2026 10:00:01 +0000',
      ],
    },
  })

export const arabic = (ports: Ports) =>
  mail(ports, {
    from: 'متجر النور <shop@noor.test>',
    subject: 'تم استلام طلبك رقم ١٢ (شكراً!)',
    text: 'مرحباً آدا،\n\nلقد استلمنا طلبك. سنخبرك عند الشحن.\n',
  })

export const japanese = (ports: Ports) =>
  mail(ports, {
    from: '山田 太郎 <taro@example.jp>',
    subject: '打ち上げのお知らせ 👩‍🚀',
    text: 'こんにちは。\n\n明日の打ち上げについてのお知らせです。\n',
  })

export const nameless = (ports: Ports) =>
  mail(ports, {
    to: ['ada@example.test', 'bob@example.test', 'cem@example.test', 'dee@example.test'],
    text: 'There is no subject, and there are four to read it.',
  })

export const invitation = (ports: Ports) =>
  mail(ports, {
    from: 'Bob <bob@example.test>',
    subject: 'Invitation: Review of the design',
    text: 'You are invited to the review of the design.',
    alternatives: [
      {
        contentType: 'text/calendar; method=REQUEST; charset=utf-8',
        content: [
          'BEGIN:VCALENDAR',
          'VERSION:2.0',
          'PRODID:-//Acme//Calendar//EN',
          'METHOD:REQUEST',
          'BEGIN:VEVENT',
          'UID:review-1@acme.test',
          'DTSTAMP:20261101T100000Z',
          'DTSTART;TZID=Europe/Berlin:20261204T100000',
          'DTEND;TZID=Europe/Berlin:20261204T113000',
          'RRULE:FREQ=WEEKLY;COUNT=4',
          'SUMMARY:Review of the design',
          'LOCATION:Room 4\\, second floor',
          'ORGANIZER;CN=Bob:mailto:bob@example.test',
          'ATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION:mailto:ada@example.test',
          'END:VEVENT',
          'END:VCALENDAR',
          '',
        ].join('\r\n'),
      },
    ],
  })

export const endless = (ports: Ports) =>
  mail(ports, {
    from: `${'The Department of Very Long Names and Titles '.repeat(4).trim()} <long@example.test>`,
    subject: 'A subject that does not fit into any list however wide somebody may make it, and goes on '
      .repeat(3)
      .trim(),
    text: 'Order 20261120 of 2026-11-20. © 2026 Acme.',
  })

/** 126 kB of HTML. */
export const heavy = (ports: Ports) =>
  mail(ports, {
    subject: 'The whole catalogue',
    html: `<!doctype html><body><h1>Catalogue</h1><table>${Array.from({ length: 1500 }, (_, n) => `<tr><td style="padding:2px 8px">Article ${n}</td><td>${n},00 €</td></tr>`).join('\n')}</table></body>`,
  })

/** A template that was not filled in, a link to this machine, and a Bcc header that went out. */
export const unfinished = (ports: Ports) =>
  raw(
    ports,
    'billing@acme.test',
    ['ada@example.test', 'boss@acme.test'],
    [
      'From: Billing <billing@acme.test>',
      'To: {{first_name}} <ada@example.test>',
      'Bcc: boss@acme.test',
      'Subject: Hello {{first_name}}, your invoice',
      'Date: Sat, 21 Nov 2026 03:00:00 +0300',
      'Message-ID: <inv-1@acme.test>',
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Hello {{first_name}},</p><p><a href="http://localhost:3000/invoice/1">Your invoice</a></p>',
    ],
  )

/** No closing boundary, an unknown charset, a header line that is none. */
export const broken = (ports: Ports) =>
  raw(
    ports,
    'old@system.test',
    ['ada@example.test'],
    [
      'From: Old system <old@system.test>',
      'Subject: Report',
      'this line is no header',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=x-nobody-knows',
      '',
      'Caf\\xe9',
      '--b',
      'Content-Type: application/octet-stream; name="data.bin"',
      'Content-Transfer-Encoding: base64',
      '',
      'AAEC!!not base64!!',
    ],
  )

/** Mixed around related around alternative, with an image that is used, and one that is not. */
export const nested = (ports: Ports) =>
  mail(ports, {
    subject: 'Nested parts',
    text: 'The text of it.',
    html: '<p>The HTML of it: <img src="cid:used@x" alt="used"></p>',
    attachments: [
      { filename: 'used.png', content: png(40, 40, [180, 60, 20]), cid: 'used@x' },
      { filename: 'spare.png', content: png(40, 40, [20, 60, 180]) },
      { filename: 'manual.pdf', content: pdf(), contentType: 'application/pdf' },
      {
        filename: 'forwarded.eml',
        content: 'From: eve@example.test\r\nSubject: Inner\r\n\r\nThe inner mail.\r\n',
        contentType: 'message/rfc822',
      },
      { filename: 'harmless.png', content: '<html><script>alert(1)</script></html>', contentType: 'image/png' },
    ],
  })
