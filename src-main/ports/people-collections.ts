import type {
  Interaction,
  MailedCode,
  OutboxMessage,
  PanelSession,
  PendingSignOut,
  SignInAttempts,
  SignInRecord,
  SignInSession
} from '../model'
import { define } from './collection-definition'

/** What is remembered of people on their way in and out. */
export const PEOPLE_COLLECTIONS = {
  panelSessions: define<PanelSession>()({
    kind: 'state',
    key: (session) => session.id,
    indexes: { username: (session) => [session.username] },
    searchable: (session) => [session.username],
    sorts: { createdAt: (session) => session.createdAt }
  }),
  signInSessions: define<SignInSession>()({
    kind: 'state',
    key: (session) => session.id,
    indexes: { sub: (session) => [session.sub], sid: (session) => [session.sid] },
    searchable: (session) => [session.ip, session.userAgent],
    sorts: { createdAt: (session) => session.createdAt, lastSeenAt: (session) => session.lastSeenAt }
  }),
  signInRecords: define<SignInRecord>()({
    kind: 'state',
    key: (record) => record.id,
    indexes: { sub: (record) => [record.sub] },
    searchable: (record) => [record.ip, record.userAgent],
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
