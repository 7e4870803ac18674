/** What a matcher is called with, as much as is needed of it, and what it answers. All runners understand it. */
export interface State {
  readonly isNot?: boolean
}

export interface Verdict {
  pass: boolean
  /** What is printed when the answer was not the wanted one, with `.not` too. */
  message: () => string
}
