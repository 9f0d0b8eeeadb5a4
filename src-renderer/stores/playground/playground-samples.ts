import { defineStore } from 'pinia'
import {
  isConfidential,
  type FlowName,
  type GrantType,
  type NewClient,
  type ShownClient
} from '../../../src-main/contract'
import { useApi } from '../../api'
import { SAMPLE_USERS } from '../people/sample-users'
import { useSessionStore } from '../people/session'

/** A flow that runs at one click. */
export interface Sample {
  readonly flow: FlowName
  readonly scope: string
  readonly grant: GrantType
  /** What is registered where no client does. */
  readonly client: NewClient
}

/** The three flows that most people come for. */
export const SAMPLES = {
  code: {
    flow: 'openid_code',
    scope: 'openid profile email',
    grant: 'authorization_code',
    client: {
      client_name: 'Playground app',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token']
    }
  },
  service: {
    flow: 'oauth2_client_credentials',
    scope: '',
    grant: 'client_credentials',
    client: {
      client_name: 'Playground service',
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['client_credentials']
    }
  },
  device: {
    flow: 'device',
    scope: 'openid profile',
    grant: 'urn:ietf:params:oauth:grant-type:device_code',
    client: {
      client_name: 'Playground device',
      token_endpoint_auth_method: 'none',
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token']
    }
  }
} as const satisfies Record<string, Sample>
export type SampleName = keyof typeof SAMPLES

const FOUND_AT_ONCE = 100
const ALICE = { ...SAMPLE_USERS[0], username: 'alice' }

/** What the samples run with: it is looked for, and made where it is missing. */
export const usePlaygroundSamplesStore = defineStore('playground-samples', () => {
  const { client: api } = useApi()
  const session = useSessionStore()

  /** A client for a sample: one that is there and fits, else a new one. */
  async function clientFor({ grant, client }: Sample, redirect_uri: string | undefined): Promise<string> {
    const owner = session.may('administrator') ? undefined : session.current?.username
    const { items } = await api.clients.list({ limit: FOUND_AT_ONCE, owner, status: 'active', grant })
    const fitting = items.find((each) => fits(each, grant, redirect_uri))
    if (fitting) return fitting.client_id
    const redirect_uris = redirect_uri === undefined ? [] : [redirect_uri]
    return (await api.clients.create({ ...client, redirect_uris })).client.client_id
  }

  /** In whose name a sample runs: administrators take Alice, who is made if need be; everybody else is themselves. */
  async function person(): Promise<string> {
    if (!session.may('administrator')) return session.current?.username ?? ''
    const { username } = ALICE
    const { items } = await api.users.list({ search: username, limit: FOUND_AT_ONCE })
    if (!items.some((user) => user.username === username)) await api.users.create(ALICE)
    return username
  }

  return { clientFor, person }
})

function fits(client: ShownClient, grant: GrantType, redirect_uri: string | undefined): boolean {
  if (redirect_uri !== undefined) return client.redirect_uris.includes(redirect_uri)
  return grant !== 'client_credentials' || (isConfidential(client) && client.hasSecret)
}
