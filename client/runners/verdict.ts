/** What a matcher answers. All runners understand it. */
export interface Verdict {
  pass: boolean
  /** What is printed when the answer was not the wanted one, with `.not` too. */
  message: () => string
}
