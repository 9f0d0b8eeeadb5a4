import type {
  AuditEvent,
  Interaction,
  MailedCode,
  OutboxMessage,
  PanelSession,
  PendingSignOut,
  SignInAttempts,
  SignInRecord,
  SignInSession
} from '../../model'
import { define } from './collection-definition'

/** What is remembered of people on their way in and out. */
export const PEOPLE_COLLECTIONS = {
  panelSessions: define<PanelSession>()({
    kind: 'state',
    key: (session) => session.id,
    indexes: { username: (session) => [session.username] },
    searchable: (session) => [session.username, session.ip, session.userAgent],
    sorts: { createdAt: (session) => session.createdAt, lastSeenAt: (session) => session.lastSeenAt }
  }),
  signInSessions: define<SignInSession>()({
    kind: 'state',
    key: (session) => session.id,
    indexes: {
      sub: (session) => [session.sub],
      sid: (session) => [session.sid],
      client_id: (session) => session.client_ids
    },
    rare: ['client_id'],
    searchable: (session) => [...(session.names ?? []), session.ip, session.userAgent, ...session.client_ids],
    sorts: { createdAt: (session) => session.createdAt, lastSeenAt: (session) => session.lastSeenAt }
  }),
  signInRecords: define<SignInRecord>()({
    kind: 'state',
    key: (record) => record.id,
    indexes: { sub: (record) => [record.sub] },
    searchable: (record) => [...(record.names ?? []), record.ip, record.userAgent, record.client_id ?? ''],
    sorts: { at: (record) => record.at }
  }),
  mailedCodes: define<MailedCode>()({
    kind: 'state',
    key: (code) => code.id,
    indexes: { email: (code) => [code.email] },
    searchable: (code) => [code.email],
    sorts: { iat: (code) => code.iat }
  }),
  outbox: define<OutboxMessage>()({
    kind: 'state',
    key: (message) => message.id,
    indexes: { status: (message) => [message.status] },
    searchable: (message) => [message.to, message.subject],
    sorts: { at: (message) => message.at }
  }),
  auditEvents: define<AuditEvent>()({
    kind: 'state',
    key: (event) => event.id,
    indexes: {
      user: ({ actor, username }) => [
        ...new Set([...(actor.kind === 'user' ? [actor.name ?? ''] : []), ...(username ? [username] : [])])
      ],
      client_id: ({ client_id }) => (client_id ? [client_id] : [])
    },
    rare: ['user', 'client_id'],
    searchable: (event) => [event.event, event.actor.name ?? '', event.username ?? '', event.client_id ?? ''],
    sorts: { at: (event) => event.at }
  }),
  interactions: define<Interaction>()({
    kind: 'volatile',
    key: (interaction) => interaction.id,
    indexes: { browser_id: (interaction) => [interaction.browser_id] },
    searchable: () => [],
    sorts: { iat: (interaction) => interaction.iat }
  }),
  pendingSignOuts: define<PendingSignOut>()({
    kind: 'volatile',
    key: (pending) => pending.id,
    indexes: {},
    searchable: () => [],
    sorts: { exp: (pending) => pending.exp }
  }),
  signInAttempts: define<SignInAttempts>()({
    kind: 'volatile',
    key: (attempts) => attempts.id,
    indexes: {},
    searchable: () => [],
    sorts: { exp: (attempts) => attempts.exp }
  })
} as const
