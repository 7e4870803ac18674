/** What `import … from 'mailsink'` gives: a sink in this process, and the client of one that runs elsewhere. */
export * from '../client/main.ts'
export { PortTakenError } from './port-taken.ts'
export { FaultRefusedError } from './start-faults.ts'
export { startSink, type StartedSink } from './sink.ts'
export { defaultLimits, type HttpOptions, type PortOptions, type SinkOptions } from './sink-options.ts'
