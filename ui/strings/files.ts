/** What the tab of the files says. */
import { count, size } from '../state/format.ts'

export const none = 'This mail has no files: everything in it is its text or its HTML.'
export const files = 'Files'
export const noFiles = 'No attached files; what there is belongs to the HTML.'
export const inline = 'Inline parts'
export const inlineWhy = 'Parts that the HTML can show by their Content-ID.'
export const summary = (n: number, bytes: number) => `${count(n, 'file', 'files')}, ${size(bytes)}`
export const downloadAll = 'Download all (.zip)'
export const download = 'Download'
export const openTab = 'Open in new tab'
export const unnamed = '(no name)'
export const path = 'the name is a path'
export const pathTitle = 'Whoever saves it under this name may write somewhere else; the download leaves the path out'
export const mismatch = (declared: string, detected: string) => `says ${declared}, but is ${detected}`
export const detected = (type: string) => `detected: ${type}`
export const unknown = 'type not recognised by its bytes'
export const part = (number: string) => `part ${number}`
export const exactly = (bytes: number) => count(bytes, 'byte', 'bytes')
export const sha256 = 'SHA-256'
export const copySha = 'Copy the SHA-256'
export const used = 'used in the HTML'
export const unused = 'not referenced'
export const pixels = (width: number, height: number) => `${width} × ${height} px`
export const tooLarge = 'too large to draw unasked'
export const thumbnail = (name: string) => `Thumbnail of ${name}`
export const empty = 'This file is empty.'
export const beginning = 'Show the beginning'
export const cut = 'Only the beginning is shown.'
export const notRead = 'The content could not be read.'

export const mailFrom = 'From'
export const mailTo = 'To'
export const mailDate = 'Date'
export const mailParts = 'Parts'
export const noSubject = '(no subject)'
export const attachedMail = 'Attached mail'

export const organization = 'Organisation'
export const title = 'Title'
export const email = 'E-mail'
export const phone = 'Phone'
export const nobody = '(no name)'
export const noCard = 'No vCard could be read in this file.'
