/** A flag that is named to a user exists: in replies and hints, in what the pages say, in the README, in docs/. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '../../server/config.ts'

const ROOT = join(import.meta.dirname, '../..')

const below = (folder: string, pattern: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))

/** Flags of curl, swaks, Docker, Node and npm in the examples. */
const OTHERS = new Set(
  (
    'cacert data-binary data-urlencode experimental-vm-modules fail-with-body get health-cmd help import insecure mail-from ' +
    'mail-rcpt rm save-dev ssl-reqd test tls-ca-path tls-verify user version wait'
  ).split(' '),
)

test('every flag that is named exists', () => {
  const files = [
    ...below('server', /\.ts$/),
    ...below('ui/strings', /\.(ts|json)$/),
    ...below('docs', /\.md$/),
    'README.md',
    'SECURITY.md',
  ]
  const unknown = files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?<=[\s`'"])--([a-z]+(?:-[a-z]+)*)(?![\w:-])/g)]
      .map(([, flag = '']) => flag)
      .filter((flag) => !(flag in settings) && !OTHERS.has(flag))
      .map((flag) => `${file}: --${flag}`),
  )
  expect(unknown).toEqual([])
})
