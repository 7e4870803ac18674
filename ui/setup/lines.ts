/** Puts a snippet together from lines, some of which stand there only sometimes. */

/**
 *     lines('a', way.login && 'b', ['c', 'd'])
 */
export function lines(...given: (string | false | readonly string[])[]): string {
  return given.flatMap((line) => (line === false ? [] : line)).join('\n')
}
