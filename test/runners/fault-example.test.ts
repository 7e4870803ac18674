/** The example of docs/assertions.md for an app that tries again, as it stands there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { snippet } from '../examples/snippets.ts'
import { openProject, type Project } from './project.ts'

let project: Project

beforeAll(async () => {
  project = await openProject()
})

afterAll(async () => await project[Symbol.asyncDispose]())

test('the example passes', async () => {
  await project.write('example/invoice.test.ts', snippet('ts', 'When the mail cannot be delivered'))
  const { code, output } = await project.node({}, 'node_modules/vitest/vitest.mjs', 'run', '--root=example')
  expect(output).toMatch(/Tests +1 passed/)
  expect(code).toBe(0)
})
