/** Getters that throw, on an object that a test runner may want to print. */

/** Hides what is computed on demand from whoever lists the fields: to print an inbox must not fail for what it lacks. */
export function quietly<T extends object>(object: T): T {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(object)))
    if ('get' in descriptor) Object.defineProperty(object, name, { enumerable: false })
  return object
}
