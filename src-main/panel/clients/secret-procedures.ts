import { IDENTIFIER_LENGTHS, needsSecret, say, type Client, type OtherSecret } from '../../model'
import type { Clock } from '../../ports'
import type { PanelBase } from '../access/base'
import { refusal, unprocessable } from '../access/refusal'
import { makeSecret, parseClient } from './client-record'
import type { ClientsDependencies } from './clients-dependencies'
import { shownClient } from './shown-client'

/** The secrets of a client: looking at one, changing over from one to the next, and several at a time. */
export function secretProcedures(base: PanelBase, { store, random, clock, rights }: ClientsDependencies) {
  const makeId = () => random.alphanumeric(IDENTIFIER_LENGTHS.secretId)
  return {
    secret: base.clients.secret.handler(async ({ input, context }) => {
      const client = await rights.requireOwn(context.actor, input.client_id)
      const client_secret = input.id === undefined ? client.client_secret : requireOther(client, input.id)
      return client_secret === undefined ? {} : { client_secret }
    }),

    rotateSecret: base.clients.rotateSecret.handler(async ({ input, context }) => {
      const client_secret = makeSecret(await rights.requireOwn(context.actor, input.client_id), random)
      const id = makeId()
      await store.clients.update(input.client_id, (current) => {
        requireSecretMethod(current)
        const others = liveOthers(current, clock)
        if (input.overlap_seconds > 0 && current.client_secret)
          others.push({
            id,
            client_secret: current.client_secret,
            exp: clock.nowSeconds() + input.overlap_seconds
          })
        return withOthers({ ...current, client_secret }, others)
      })
      return { client_secret }
    }),

    addSecret: base.clients.addSecret.handler(async ({ input, context }) => {
      const client_secret = makeSecret(await rights.requireOwn(context.actor, input.client_id), random)
      const now = clock.nowSeconds()
      if (input.exp !== undefined && input.exp <= now)
        throw unprocessable([{ path: ['exp'], message: say('moment_past') }])
      const made = { id: makeId(), client_secret, iat: now, ...(input.exp && { exp: input.exp }) }
      await store.clients.update(input.client_id, (current) => {
        requireSecretMethod(current)
        return withOthers(current, [...liveOthers(current, clock), made])
      })
      return { id: made.id, client_secret }
    }),

    endSecret: base.clients.endSecret.handler(async ({ input, context }) => {
      await rights.requireOwn(context.actor, input.client_id)
      const client = await store.clients.update(input.client_id, (current) => {
        requireOther(current, input.id)
        return withOthers(
          current,
          liveOthers(current, clock).filter(({ id }) => id !== input.id)
        )
      })
      return shownClient(client)
    })
  }
}

function requireSecretMethod({ token_endpoint_auth_method: method }: Client): void {
  if (!needsSecret(method))
    throw unprocessable([{ path: ['token_endpoint_auth_method'], message: say('secretless', { method }) }])
}

function requireOther(client: Client, id: string): string {
  const found = client.other_secrets?.find((other) => other.id === id)
  if (!found) throw refusal('NOT_FOUND', say('no_such_secret'))
  return found.client_secret
}

/** Those that have ended leave with the next change. */
function liveOthers({ other_secrets = [] }: Client, clock: Pick<Clock, 'nowSeconds'>): OtherSecret[] {
  return other_secrets.filter(({ exp }) => exp === undefined || exp > clock.nowSeconds())
}

function withOthers(client: Client, others: readonly OtherSecret[]): Client {
  return parseClient({ ...client, other_secrets: others.length ? others : undefined })
}
