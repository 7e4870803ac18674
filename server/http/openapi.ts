/** The OpenAPI document: Fastify's routes as @fastify/swagger writes them down, tidied for people and generators. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import * as Attempts from '../../contract/attempts.ts'
import { Criteria } from '../../contract/criteria.ts'
import { Deletion, FinalDeletion, Undo } from '../../contract/deletion.ts'
import * as Events from '../../contract/event.ts'
import * as Faults from '../../contract/fault.ts'
import { Inbox } from '../../contract/inbox.ts'
import { BoundListener, Counts, Info, Limits } from '../../contract/info.ts'
import * as Mail from '../../contract/message.ts'
import { PreviewAnswer, PreviewReport, RemoteReference } from '../../contract/preview.ts'
import { Problem, ProblemCode } from '../../contract/problem.ts'
import { SearchPiece, SearchReading } from '../../contract/search-reading.ts'
import * as Sessions from '../../contract/session.ts'
import { TestMessage } from '../../contract/test-message.ts'
import { Completion } from '../../contract/completion.ts'
import * as Waiting from '../../contract/wait.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

const REFERENCE = '#/components/schemas/'

/** Schemas that appear under their own name. Those that contain others come out containing references. */
const { Address, Attachment, Code, Digest, Envelope, Header, Link, Message, MessageSummary, Recipient, SessionRef } =
  Mail
const { Entry, Lint, Reason, Session, SessionWithTranscript } = Sessions
const { SessionOpened, SessionClosed, SessionEntries } = Events
const { MessageAdded, MessageUpdated, MessageRemoved, MessageRestored } = Events
const { FaultAdded, FaultHitEvent, FaultRemoved } = Events
const { InfoEvent, Resync, FeedEvent } = Events
const { Fault, FaultAction, FaultActionWish, FaultHit, FaultPer, FaultPreset, FaultRef, FaultReply } = Faults
const { FaultScope, FaultSpec, FaultStage, FaultState, ReadyMade } = Faults
const { AttemptOutcome, Delivered, MailAttempt, MailAttempts } = Attempts
const { Attempt, Diagnosis, FailedField, InFlight, Missed, NearMiss, None } = Waiting
const NAMED = {
  Address,
  Attachment,
  Attempt,
  AttemptOutcome,
  BoundListener,
  Code,
  Completion,
  Counts,
  Criteria,
  Deletion,
  Delivered,
  Diagnosis,
  Digest,
  Entry,
  Envelope,
  FailedField,
  Fault,
  FaultAction,
  FaultActionWish,
  FaultAdded,
  FaultHit,
  FaultHitEvent,
  FaultPer,
  FaultPreset,
  FaultRef,
  FaultRemoved,
  FaultReply,
  FaultScope,
  FaultSpec,
  FaultStage,
  FaultState,
  FeedEvent,
  FinalDeletion,
  Header,
  InFlight,
  Inbox,
  Info,
  InfoEvent,
  Limits,
  Link,
  Lint,
  MailAttempt,
  MailAttempts,
  Message,
  MessageAdded,
  MessageRemoved,
  MessageRestored,
  MessageSummary,
  MessageUpdated,
  Missed,
  NearMiss,
  None,
  PreviewAnswer,
  PreviewReport,
  Problem,
  ProblemCode,
  ReadyMade,
  Reason,
  Recipient,
  RemoteReference,
  Resync,
  SearchPiece,
  SearchReading,
  Session,
  SessionClosed,
  SessionEntries,
  SessionOpened,
  SessionRef,
  SessionWithTranscript,
  TestMessage,
  Undo,
}

/** Begins to note the routes; comes before them. `document()` has them once the app is ready. */
export async function describeRoutes(app: FastifyInstance, basePath: string): Promise<{ document(): JsonObject }> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'mailsink',
        description:
          'What an SMTP test double caught: messages byte for byte, sessions word for word, events as they happen. ' +
          'Errors are of type Problem. Any request may be answered with 401 (credentials are needed), 403 (the Origin ' +
          'is not allowed) or 421 (the Host is not answered).',
        // Of this interface, not of the program: it changes when a client would have to.
        version: '1',
      },
      servers: [{ url: basePath === '/' ? '/' : basePath.slice(0, -1) }],
      tags: [
        { name: 'messages', description: 'Captured mails.' },
        { name: 'inboxes', description: 'Named scopes, one for each test.' },
        { name: 'faults', description: 'Rules that make the sink misbehave, and the attempts that follow from it.' },
        { name: 'sessions', description: 'SMTP connections, also those that delivered nothing.' },
        { name: 'feed', description: 'Events.' },
        { name: 'sink', description: 'The running sink itself.' },
      ],
      components: {
        schemas: NAMED as object as Record<string, object>,
        securitySchemes: { basic: { type: 'http', scheme: 'basic' }, bearer: { type: 'http', scheme: 'bearer' } },
      },
      // None is needed unless the sink was started with --auth-ui or --token.
      security: [{}, { basic: [] }, { bearer: [] }],
    },
    hideUntagged: true,
    convertConstToEnum: false,
    refResolver: {
      buildLocalReference: (json, _uri, _fragment, at) => (typeof json.$id === 'string' ? json.$id : `Shared${at}`),
    },
  })
  let tidied: JsonObject | undefined
  return { document: () => (tidied ??= tidy(JSON.parse(JSON.stringify(app.swagger())) as JsonObject)) }
}

/** Puts a reference wherever a named schema stands, and an enumeration wherever a union of literals does. */
function tidy(document: JsonObject): JsonObject {
  const components = document['components'] as { schemas: Record<string, JsonObject> } & JsonObject
  // A recursive schema is written out once more under the name of each that holds it: Message-Part is Part.
  const named = Object.entries(components.schemas).filter(([name]) => !name.includes('-'))
  const names = new Map(named.map(([name, schema]) => [JSON.stringify(schema), name]))

  const walk = (node: Json, isDefinition = false): Json => {
    if (Array.isArray(node)) return node.map((item) => walk(item))
    if (node === null || typeof node !== 'object') return node
    const name = names.get(JSON.stringify(node))
    if (name !== undefined && !isDefinition) return { $ref: REFERENCE + name }
    return asEnum(corrected(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]))))
  }
  const schemas = Object.fromEntries(
    named
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, { title: name, ...(walk(schema, true) as JsonObject) }]),
  )
  return { ...(walk({ ...document, components: {} }) as JsonObject), components: { ...components, schemas } }
}

/** What @fastify/swagger cannot know. */
function corrected(node: JsonObject): JsonObject {
  const { schema, content, $ref, description } = node
  // A parameter with a default may be left off, and so may a body none of whose fields is required.
  if (node['in'] === 'query' && isObject(schema) && 'default' in schema) return { ...node, required: false }
  const body = isObject(content) ? content['application/json'] : undefined
  if (node['required'] === true && isObject(body) && isObject(body['schema']) && !('required' in body['schema']))
    return { ...node, required: false }
  if (typeof $ref === 'string') return { ...node, $ref: $ref.replace(/\/\w+-(\w+)$/, '/$1') }
  return description === 'Default Response' ? { ...node, description: 'Success.' } : node
}

function asEnum(schema: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || !anyOf.every((choice) => isObject(choice) && 'const' in choice)) return schema
  return { type: 'string', enum: anyOf.map((choice) => (choice as JsonObject)['const'] ?? null), ...rest }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
