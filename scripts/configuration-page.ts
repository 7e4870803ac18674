/** Writes docs/configuration.md from the table in server/config.ts. Run it with tsx after changing the table. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configurationPage } from '../server/cli/configuration-page.ts'

await writeFile(join(import.meta.dirname, '../docs/configuration.md'), configurationPage())
