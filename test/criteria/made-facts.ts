/** Facts as a test writes them down: what is not named is not there, and null is not known. */
import type { Facts, Field } from '../../criteria/facts.ts'

export interface Made extends Partial<Record<Field, string | readonly string[] | null>> {
  readonly names?: Partial<Record<Field, readonly string[]>>
  readonly header?: Readonly<Record<string, readonly string[]>> | null
  readonly attachments?: readonly (readonly [filename: string | null, contentType: string])[] | null
  readonly size?: number | null
  readonly receivedAt?: string | null
}

/** `asked` gets the name of each field whose values are looked at. */
export function factsOf(made: Made, asked: string[] = []): Facts {
  const { names, header, attachments, size = null, receivedAt = null, ...values } = made
  return {
    values(field) {
      asked.push(field)
      const value = values[field]
      return value === null ? null : typeof value === 'string' ? [value] : (value ?? [])
    },
    names: (field) => names?.[field] ?? [],
    header(name) {
      asked.push('header')
      return header === null ? null : (header?.[name.toLowerCase()] ?? [])
    },
    attachments() {
      asked.push('attachment')
      if (attachments === null) return null
      return (attachments ?? []).map(([filename, contentType]) => ({ filename, contentType }))
    },
    size,
    receivedAt: receivedAt === null ? null : Date.parse(receivedAt),
  }
}
