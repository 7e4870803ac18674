import { render } from 'preact'
import { createApi } from '../client/api.ts'
import { Page } from './shell/page.tsx'
import { AppContext } from './shell/context.ts'
import { listenToKeys } from './shell/keyboard.ts'
import { createApp } from './state/app.ts'
import { readFirstPage, withFirstPage } from './state/first-page.ts'
import { createNavigation } from './state/navigation.ts'
import { createMemory } from './state/remember.ts'
import './style/first.css'

// The server writes <base href> into the page, so this is the base path also below /messages/….
const base = new URL('.', document.baseURI).href

const app = createApp({
  api: withFirstPage(createApi(base), readFirstPage(document.getElementById('first-page')?.textContent)),
  base,
  navigation: createNavigation(window, base),
  memory: createMemory(() => window.localStorage),
  root: document.documentElement,
})

const page = document.getElementById('page')
if (page === null) throw new Error('index.html has no element #page to draw into.')
// Before anything is drawn, so that the sink answers meanwhile.
void app.start()
const keyboard = listenToKeys(app, document)
render(
  <AppContext.Provider value={app}>
    <Page keyboard={keyboard} />
  </AppContext.Provider>,
  page,
)
window.addEventListener('online', () => app.connection.retry())
