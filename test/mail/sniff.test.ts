/** What a content is by its bytes, and whether that is what it says. */
import { strToU8, zipSync } from 'fflate'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isMismatch } from '../../server/mail/mismatch.ts'
import { typeOf } from '../../server/mail/sniff.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const zip = (...names: string[]) => Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')]))))
const OFFICE = 'application/vnd.openxmlformats-officedocument'

test.each([
  ['png', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'],
  ['jpeg', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
  ['gif', latin1('GIF89a\x01\0'), 'image/gif'],
  ['webp', latin1('RIFF\x10\0\0\0WEBPVP8L'), 'image/webp'],
  ['avif', latin1('\0\0\0 ftypavif\0\0\0\0'), 'image/avif'],
  ['bmp', latin1('BM\x46\0\0\0\0\0\0\0\x36\0\0\0'), 'image/bmp'],
  ['ico', latin1('\0\0\x01\0\x01\0'), 'image/x-icon'],
  ['tiff', latin1('II*\0\x08\0'), 'image/tiff'],
  ['pdf', latin1('%PDF-1.4\n%\xe2\xe3'), 'application/pdf'],
  ['zip', zip('a.txt'), 'application/zip'],
  ['an empty zip', latin1(`PK\x05\x06${'\0'.repeat(18)}`), 'application/zip'],
  ['docx', zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'), `${OFFICE}.wordprocessingml.document`],
  ['xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), `${OFFICE}.spreadsheetml.sheet`],
  ['pptx', zip('[Content_Types].xml', 'ppt/presentation.xml'), `${OFFICE}.presentationml.presentation`],
  ['gzip', gzipSync('x'), 'application/gzip'],
  ['mp3 with a tag', latin1('ID3\x04\0'), 'audio/mpeg'],
  ['mp3 without one', latin1('\xff\xfb\x90\x64\0'), 'audio/mpeg'],
  ['mp4', latin1('\0\0\0\x18ftypmp42'), 'video/mp4'],
  ['wav', latin1('RIFF\x10\0\0\0WAVEfmt '), 'audio/wav'],
  ['exe', latin1('MZ\x90\0\x03\0\0\0'), 'application/vnd.microsoft.portable-executable'],
  ['elf', latin1('\x7fELF\x02\x01'), 'application/x-elf'],
  ['winmail.dat', latin1('\x78\x9f\x3e\x22\x01'), 'application/ms-tnef'],
  ['doc', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0'), 'application/x-ole-storage'],
  ['html', Buffer.from('\ufeff\r\n <!DOCTYPE HTML><title>x'), 'text/html'],
  ['a piece of html', Buffer.from('<p>Hello'), 'text/html'],
  ['html behind a remark', Buffer.from('<!-- x -->\n<html>'), 'text/html'],
  ['a remark and no more', Buffer.from('<!-- x'), 'text/html'],
  ['xml', Buffer.from('<?xml version="1.0"?>\n<!-- <svg> -->\n<invoice/>'), 'application/xml'],
  ['xhtml', Buffer.from('<?xml version="1.0"?><html xmlns="x">'), 'application/xhtml+xml'],
  ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
  ['svg behind a declaration', Buffer.from('<?xml version="1.0"?><!DOCTYPE svg><svg/>'), 'image/svg+xml'],
  ['svg in a namespace', Buffer.from('<?xml version="1.0"?><x:svg xmlns:x="y"/>'), 'image/svg+xml'],
  ['ics', Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'), 'text/calendar'],
  ['vcf', Buffer.from('BEGIN:VCARD\nVERSION:4.0\n'), 'text/vcard'],
  ['eml', Buffer.from('Received: from a\r\n by b\r\nFrom: a@b\r\nSubject: x\r\n\r\nHello'), 'message/rfc822'],
  ['plain text', Buffer.from('Grüße aus Köln\r\n'), 'text/plain'],
  ['Latin-1', latin1('Gr\xfc\xdfe aus K\xf6ln'), 'text/plain'],
  ['UTF-16', Buffer.from('\ufeffHello', 'utf16le'), 'text/plain'],
  ['html in UTF-16', Buffer.from('\ufeff<html>', 'utf16le'), 'text/html'],
  ['a letter that looks like the top of a mail', Buffer.from('Subject: none\nDear Ann,\nhow are you?'), 'text/plain'],
  ['text that begins with BM', Buffer.from('BMW sells cars'), 'text/plain'],
  ['text that begins with MZ', Buffer.from('MZ is a prefix'), 'text/plain'],
  ['less than', Buffer.from('<3 you'), 'text/plain'],
  ['bytes', latin1('\x01\x02\x03\x04'), null],
  ['noise', latin1('\xf8\xe9\x9f\xb2\xc3\xff\xfe\x80\x99\xa1'), null],
  ['nothing', Buffer.alloc(0), null],
])('%s is known by its bytes', (_name, content, type) => {
  expect(typeOf(content)).toBe(type)
})

test('an archive whose sizes stand behind its files is known, too', () => {
  const archive = zip('[Content_Types].xml', 'word/document.xml')
  // The bit that says so, and no sizes, as a program that streams writes it.
  for (let at = 0; (at = archive.indexOf('PK\x03\x04', at, 'latin1')) >= 0; at += 4) {
    archive.writeUInt16LE(8, at + 6)
    archive.writeUInt32LE(0, at + 18)
  }
  expect(typeOf(archive)).toBe(`${OFFICE}.wordprocessingml.document`)
})

test.each([
  ['image/png', 'a.png', 'text/html', true],
  ['image/png', 'a.png', 'image/jpeg', true],
  ['image/jpg', 'a.jpg', 'image/jpeg', false],
  ['image/png', 'a.png', null, false],
  ['application/pdf', 'a.pdf', 'text/plain', true],
  ['application/octet-stream', 'a.pdf', 'text/html', true],
  ['application/octet-stream', 'a.pdf', 'application/pdf', false],
  ['application/octet-stream', 'a.dat', 'application/pdf', false],
  ['application/octet-stream', null, 'application/zip', false],
  ['application/octet-stream', 'a.pdf.exe', 'application/vnd.microsoft.portable-executable', false],
  ['application/x-whatever', 'a.x', 'application/vnd.microsoft.portable-executable', true],
  ['application/x-whatever', 'a.x', 'text/html', false],
  ['text/plain', 'a.txt', 'text/html', false],
  ['text/csv', 'a.csv', 'text/plain', false],
  ['text/plain', 'a.txt', 'application/x-elf', true],
  ['text/plain', 'a.txt', 'image/png', true],
  ['text/html', 'a.html', 'text/plain', false],
  ['application/json', 'a.json', 'text/plain', false],
  ['text/calendar', 'a.ics', 'text/calendar', false],
  ['text/calendar', 'a.ics', 'text/html', true],
  ['message/rfc822', 'a.eml', 'text/plain', false],
  ['image/svg+xml', 'a.svg', 'image/png', true],
  ['application/msword', 'a.doc', 'application/x-ole-storage', false],
  ['application/vnd.ms-excel', 'a.xls', 'text/html', true],
  [`${OFFICE}.spreadsheetml.sheet`, 'a.xlsx', 'application/zip', false],
  [`${OFFICE}.spreadsheetml.sheet`, 'a.xlsx', `${OFFICE}.wordprocessingml.document`, true],
  ['application/zip', 'a.zip', `${OFFICE}.wordprocessingml.document`, false],
  ['application/zip', 'a.zip', 'image/png', true],
  ['audio/mp4', 'a.m4a', 'video/mp4', false],
])('%s called %s that is %s', (declared, filename, detected, mismatch) => {
  expect(isMismatch(declared, filename, detected)).toBe(mismatch)
})
