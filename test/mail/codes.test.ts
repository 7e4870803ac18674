import { expect, test } from 'vitest'
import { findCodes } from '../../server/mail/codes.ts'

const values = (text: string, subject = '') => findCodes(subject, [text], null).map(({ value }) => value)

test.each([
  // English
  ['Your verification code is 482913', '482913'],
  ['Your verification code is: 482913.', '482913'],
  ['Verification code: 4829', '4829'],
  ['482913 is your Example verification code', '482913'],
  ['Use 482913 as your login code.', '482913'],
  ['Your OTP is 12345678', '12345678'],
  ['OTP: 0042', '0042'],
  ['Your PIN: 7391', '7391'],
  ['PIN code 7391', '7391'],
  ['Your one-time password is 604417 and expires in 10 minutes', '604417'],
  ['Your one-time passcode: 604 417', '604417'],
  ['Enter this security code: 123-456', '123456'],
  ['Confirmation code: A1B2C3', 'A1B2C3'],
  ['Your sign-in code is 7KQ2X9', '7KQ2X9'],
  ['Your access code\n\n    482913\n\nThis code expires in 15 minutes.', '482913'],
  ['Here is your code:\n\n*482913*\n', '482913'],
  ['Here is your code. 482913 is valid for 10 minutes.', '482913'],
  ['G-482913 is your Google verification code.', '482913'],
  ['Your code is 4 8 2 9 1 3', '482913'],
  ['To confirm, type the code 4829-1356', '48291356'],
  ['Your device code is WDJB-MJHT', 'WDJB-MJHT'],
  ['Code: JX4-8KQ', 'JX4-8KQ'],
  ['Your verification code is “482913”.', '482913'],
  ['Please enter the code below.\nIt is valid for 5 minutes.\n\n482913\n', '482913'],
  ['Your PIN is 1984', '1984'],
  ['Your order 20261120 is ready. Your verification code is 482913.', '482913'],
  ['Call +1 555 123 4567 if you did not ask for code 482913.', '482913'],
  ['Your code 482913 is valid until 20 November 2026 10:15.', '482913'],
  // other languages
  ['Ihr Bestätigungscode lautet 482913', '482913'],
  ['Ihr Sicherheitscode: 482 913', '482913'],
  ['482913 ist Ihr Anmeldecode', '482913'],
  ['Ihr Einmalpasswort: 4829', '4829'],
  ['Deine TAN lautet 482913.', '482913'],
  ['Votre code de vérification est 482913', '482913'],
  ['Votre code de sécurité : 482 913', '482913'],
  ['482913 est votre code de connexion', '482913'],
  ['Tu código de verificación es 482913', '482913'],
  ['482913 es tu código de seguridad', '482913'],
  ['Código: 482913', '482913'],
  ['Il tuo codice di verifica è 482913', '482913'],
  ['Codice: 482913', '482913'],
  ['O seu código de verificação é 482913', '482913'],
  ['Je verificatiecode is 482913', '482913'],
  ['Din verifieringskod är 482913', '482913'],
  ['Din engångskod: 482913', '482913'],
  ['Twój kod weryfikacyjny to 482913', '482913'],
  ['Kod: 482913', '482913'],
  ['Ваш код подтверждения: 482913', '482913'],
  ['Код 482913 никому не сообщайте', '482913'],
  ['Ваш код підтвердження: 482913', '482913'],
  ['Doğrulama kodunuz: 482913', '482913'],
  ['482913 doğrulama kodunuz', '482913'],
  ['您的验证码是482913，5分钟内有效。', '482913'],
  ['【示例】验证码：482913', '482913'],
  ['驗證碼為 482913', '482913'],
  ['認証コード：４８２９１３', '482913'],
  ['確認コードは 482913 です。', '482913'],
  ['482913 が認証コードです', '482913'],
  ['인증번호는 482913 입니다', '482913'],
  ['인증 코드: 482913', '482913'],
])('finds the code in %j', (text, code) => {
  expect(values(text)).toEqual([code])
})

test.each([
  ['Order 20261120, © 2026'],
  ['Your order number is 482913'],
  ['Order 482913: see the code of conduct'],
  ['Invoice 482913 of 2026-11-20'],
  ['Rechnung 482913, Kundennummer 123456'],
  ['Copyright 2026 Code Ltd'],
  ['The code review of 2026 is done'],
  ['© 2026 Verification Inc.'],
  ['Enter your code. You have 1500 points.'],
  ['Use the promo code SAVE2026'],
  ['Your discount code: SAVE20'],
  ['Gutscheincode: XMAS24'],
  ['Votre code promo : NOEL24'],
  ['Advent of Code 2026 begins'],
  ['Zip code 90210'],
  ['Postcode: 12345'],
  ['code postal 75001'],
  ['código postal 28001'],
  ['Error code 500123'],
  ['The colour code is #123456'],
  ['Your code costs $4829'],
  ['The code was run 4829 times'],
  ['Verification costs 1500 EUR'],
  ['For a code call +49 30 1234567'],
  ['For a code call 555-1234'],
  ['Your code: https://example.com/verify/482913'],
  ['The code is at example.com/482913'],
  ['Ask code482913@example.com'],
  ['The code expires on 2026-11-20 at 10:15'],
  ['The code expires on 20.11.2026'],
  ['The code is valid for 1440 minutes'],
  ['Tracking code: 482913'],
  ['Booking code ABC123'],
  ['Version 1.2.3456 of our code'],
  ['Barcode 12345678'],
  ['Hello Ann, your meeting is in room 4711'],
  ['482913'],
  ['1234 5678 9012 3456'],
  ['Your verification code will come by SMS. Order 482913 is on its way.'],
  ['почтовый индекс 101000'],
  ['订单号 482913'],
  ['クーポンコード SALE24'],
])('finds no code in %j', (text) => {
  expect(values(text)).toEqual([])
})

test('finds a code in the subject', () => {
  expect(values('Hello Ann', '482913 is your verification code')).toEqual(['482913'])
})

test('takes a lone number in the body for the code that the subject announces', () => {
  expect(values('\n482913\n', 'Your verification code')).toEqual(['482913'])
})

test('lists every code of a list once', () => {
  const text = 'Your backup codes:\n\n1234-5678\n8765-4321\n1234-5678\n'
  expect(values(text)).toEqual(['12345678', '87654321'])
})

test('says which words announced the code', () => {
  expect(findCodes('', ['Your verification code is 482913'], null)).toEqual([
    { value: '482913', why: 'after "verification code"' },
  ])
})

test('puts the code of an OTP-Token header first', () => {
  const codes = findCodes('', ['Your code: 482913'], '604417; origin=example.com')
  expect(codes).toEqual([
    { value: '604417', why: 'OTP-Token header' },
    { value: '482913', why: 'after "code"' },
  ])
})
