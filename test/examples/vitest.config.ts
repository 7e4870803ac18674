/** For running the suites by themselves: nothing of mailsink has to be configured. */
import { defineConfig } from 'vitest/config'

// Without it Vitest would put a node_modules of its own in here.
export default defineConfig({ cacheDir: '../../node_modules/.vite/examples' })
