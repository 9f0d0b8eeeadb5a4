import { ACCESS_TOKEN_FORMATS, ISSUED_LIFETIMES, SIGNING_ALGORITHMS } from '../../../src-main/contract'
import type { SettingGroup } from './setting-entry'

const lifetime = (name: string) => ({ path: `lifetimes.${name}`, kind: 'duration' as const })

/** Every card of the page beside the registries of flows and methods, in its order. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: 'pkce',
    entries: [
      { path: 'pkce.required', kind: 'choice', options: ['public', 'all'] },
      { path: 'pkce.plain', kind: 'switch', advisedAgainst: 'RFC 9700 §2.1.1' }
    ]
  },
  {
    id: 'people',
    entries: [
      { path: 'consent', kind: 'choice', options: ['ask', 'skip'] },
      lifetime('session_idle'),
      lifetime('session')
    ]
  },
  {
    id: 'tokens',
    entries: [
      { path: 'tokens.access_token_format', kind: 'choice', options: ACCESS_TOKEN_FORMATS },
      { path: 'tokens.signing_alg', kind: 'choice', options: SIGNING_ALGORITHMS, spelled: true },
      { path: 'tokens.expires_in_style', kind: 'choice', options: ['lifetime', 'expiry_time'] },
      { path: 'tokens.refresh_grace', kind: 'number' },
      { path: 'tokens.refresh_rotation', kind: 'switch' },
      { path: 'dpop.nonce_required', kind: 'switch' }
    ]
  },
  { id: 'lifetimes', entries: Object.keys(ISSUED_LIFETIMES).map(lifetime) },
  {
    id: 'registration',
    entries: [
      { path: 'dynamic_registration', kind: 'choice', options: ['off', 'token', 'open'] },
      { path: 'cors.registration', kind: 'switch' }
    ]
  },
  {
    id: 'network',
    entries: [
      { path: 'cors.enabled', kind: 'switch' },
      { path: 'outbound.private_addresses', kind: 'choice', options: [null, true, false] },
      { path: 'https.client_ca', kind: 'text' }
    ]
  },
  {
    id: 'compatibility',
    entries: [{ path: 'compatibility.token_in_query', kind: 'switch', advisedAgainst: 'RFC 9700 §4.3.2' }]
  }
]
