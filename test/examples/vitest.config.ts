/** For running the suites by themselves: nothing of mailsink has to be configured. */
import { defineConfig } from 'vitest/config'

export default defineConfig({})
