/** What those views of the list say that are fetched when they are first needed. */
import { count, number } from '../state/format.ts'

export const nothingYet = 'Nothing has arrived yet.'
export const noMatch = (all: number) => `0 of ${count(all, 'message', 'messages')} match`
export const noneUnread = (all: number) => `0 of ${count(all, 'message is', 'messages are')} unread`
export const showAll = 'Show all'
export const clearFilters = 'Clear filters'
export const attemptsInstead = (n: number) => `${count(n, 'connection', 'connections')} delivered nothing`
export const waitingLatest = 'The first message that matches will be opened when it arrives.'
export const selected = (n: number) => `${number(n)} selected`
export const bulk = 'What is selected'
export const remove = 'Delete'
export const deleteTitle = (n: number) =>
  n === 1 ? 'Deletes the selected message (Del)' : `Deletes the ${number(n)} selected messages (Del)`
export const compare = 'Compare'
export const compareTitle = 'Compares the two that are selected (=)'
export const compareTwo = 'Select exactly two to compare'
export const markRead = 'Mark read'
export const markUnread = 'Mark unread'
export const exporting = 'Export'
export const exportTitle = 'Downloads the selected messages, with their conversations, as a .zip'
export const exportTooMany = (n: number) => `At most ${n}, or all: an address has an end`
export const unselect = 'Clear the selection'
export const deleteSure = (n: number) => `Delete ${count(n, 'message', 'messages')}?`
export const deleteYes = (n: number) => `Yes, delete ${count(n, 'message', 'messages')}`
export const cancel = 'Cancel'
export const openSession = 'Open the session'
export const autoOpen = 'Open the newest by itself'
export const markAllRead = 'Mark all as read'
export const exportAll = (n: number) => `Export ${count(n, 'message', 'messages')} (.zip)`
export const deleteAll = (n: number) => `Delete ${count(n, 'message', 'messages')}…`
export const holds = (n: number, all: number) =>
  `The first ${count(n, 'message', 'messages')} of ${number(all)} are listed.`
export const loadMore = 'List more'
export const dropped = (n: number) => `The oldest ${count(n, 'message was', 'messages were')} dropped`
export const droppedLimit = (limit: string) => `limit ${limit}`
