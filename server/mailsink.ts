/** What `import … from 'mailsink'` gives: a sink in this process, and the client of one that runs elsewhere. */
export * from '../client/main.ts'
export { defaultLimits, PortTakenError, startSink } from './sink.ts'
export type { HttpOptions, PortOptions, SinkOptions, StartedSink } from './sink.ts'
