/** The styles of what is loaded late, as something that can be waited for. */
import address from '../style/late.css?url'

export function lateStyles(): Promise<unknown> {
  const known = document.querySelector<HTMLLinkElement>('link[data-late]')
  if (known?.sheet != null) return Promise.resolve()
  const link = known ?? document.createElement('link')
  const loaded = new Promise((done, fail) => {
    link.addEventListener('load', done)
    link.addEventListener('error', () => {
      // So that the next view asks for them anew.
      link.remove()
      fail(new Error('The styles could not be loaded.'))
    })
  })
  if (known === null) {
    link.rel = 'stylesheet'
    link.href = address
    link.dataset['late'] = ''
    document.head.append(link)
  }
  return loaded
}
