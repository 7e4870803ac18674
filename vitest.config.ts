import { defineConfig } from 'vitest/config'

// Where .ci/run wants the counts.
const report = process.env['MAILSINK_TEST_REPORT']

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/setup.ts'],
    // Threads share a process, and with it the descriptors and signals that tests of sockets are about.
    pool: 'forks',
    // Guards against a hang, nothing else: no test measures time by it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
