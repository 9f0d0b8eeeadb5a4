import type { ClientAuthenticationName, ClientKind, GrantType } from '../../../../src-main/contract'

/** What a new client of a type is registered with, and what is asked of whoever makes it. */
export interface KindPlan {
  readonly grants: readonly GrantType[]
  /** The ways to prove itself that are offered; the first one is chosen. */
  readonly methods: readonly ClientAuthenticationName[]
  readonly isNative?: true
  readonly requiresPkce?: true
  /** Examples of redirect URIs; none: people don't come back to it. */
  readonly redirects: readonly string[]
}

const CODE: readonly GrantType[] = ['authorization_code', 'refresh_token']
const CONFIDENTIAL: readonly ClientAuthenticationName[] = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt'
]

export const KIND_PLANS: Readonly<Record<ClientKind, KindPlan>> = {
  web: {
    grants: CODE,
    methods: CONFIDENTIAL,
    // RFC 9700 §2.1.1: recommended for confidential clients too.
    requiresPkce: true,
    redirects: ['http://localhost:3000/callback', 'https://app.example.com/callback']
  },
  spa: {
    grants: CODE,
    methods: ['none'],
    redirects: ['http://localhost:5173/callback', 'https://app.example.com/callback']
  },
  native: {
    grants: CODE,
    methods: ['none'],
    isNative: true,
    // RFC 8252 §7: a loopback address on any port, or a scheme of the app's own.
    redirects: ['http://127.0.0.1/callback', 'com.example.app:/callback']
  },
  service: { grants: ['client_credentials'], methods: CONFIDENTIAL, redirects: [] },
  device: {
    grants: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    methods: ['none'],
    redirects: []
  }
}
