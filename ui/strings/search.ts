/** What the search says: its field, its menus, and the line below it. */
export const label = 'Search the messages'
export const placeholder = 'Search: words, from:, has:attachment …'
export const focus = 'Search the messages'
export const clear = 'Clear the search'
export const saveCommand = 'Save this search as a view'
export const suggestions = 'What may come next'
export const keyHint = '/'

export const scopeOf = (name: string) => `Scope: ${name}`
export const everything = 'All messages'
export const thisSearch = 'This search'
export const inboxes = 'Inboxes of tests'
export const noInboxes = 'No inbox is open. A test opens one, and its mail is then found here.'
export const views = 'Saved views'
export const noViews = 'A search that is saved as a view is found here.'
export const removeView = (name: string) => `Remove the view ${name}`
export const inboxCount = (n: number) => String(n)

export const mend = (q: string) => `Search for ${q}`
export const applied = 'Search in force'
export const or = 'or'
export const remove = (text: string) => `Take ${text} away`
export const result = (shown: string, whole: string) => `${shown} of ${whole} messages match`
export const save = 'Save as view'
export const viewName = 'Name of the view'
export const saveNow = 'Save'
export const cancel = 'Cancel'
export const saved = (name: string) => `Saved as “${name}”: it is in the menu beside the search.`
export const removed = (name: string) => `The view “${name}” was removed.`
export const undo = 'Undo'
export const asCode = 'As code'
export const copied = (what: string) => `${what} copied`

export const footKeys = 'put in'
export const footApply = 'search'
export const footClose = 'close'
export const footHelp = 'Terms side by side all have to hold; OR, -not, "a phrase", (groups), /patterns/.'
