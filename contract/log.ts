/** One thing worth a line in a log. Values come from strangers: whoever prints them escapes them. */
export interface LogEvent {
  level: 'info' | 'warn' | 'error'
  message: string
  fields: Record<string, string | number | boolean | null>
}
