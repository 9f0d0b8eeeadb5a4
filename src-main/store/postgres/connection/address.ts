import type { ClientConfig } from 'pg'

/** Where a database is, for messages: without the password that its URL may hold. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const host = hostname || searchParams.get('host') || 'localhost'
  return `The database ${decodeURIComponent(pathname.slice(1))} at ${host}${port ? `:${port}` : ''}`
}

/** Nobody waits longer for a connection, or for an answer on one: a request is refused rather than held. */
const CONNECTION_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 10_000

/** How the connections of a server are made. */
export function connectionOf(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'friendly-oauth2',
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    // Tells of a peer that vanished without a word.
    keepAlive: true
  }
}

/** The same, for everything that a request may wait for. */
export function boundedConnectionOf(url: string): ClientConfig {
  return {
    ...connectionOf(url),
    // Both sides give up: ours when the database hangs, the database's own when we are gone.
    query_timeout: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS
  }
}
