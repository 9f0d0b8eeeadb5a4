import { ADMIN_SCOPE, CLIENT_AUTHENTICATION, type Settings } from '../../model'
import type { Store } from '../../ports'
import { CLAIMS_OF_SCOPES } from '../claims/scope-claims'
import { keepReading } from '../keep-reading'
import type { ClientAuthenticationMethod } from '../client-auth/method'
import { authorizationMetadata } from '../metadata/authorization-metadata'
import { openidMetadata } from '../metadata/openid-metadata'
import type { ServerMetadata } from '../metadata/server-metadata'
import { tokenMetadata } from '../metadata/token-metadata'
import { STANDARD_SCOPES } from '../scope/scope'

/** Claims of an ID token that no scope brings (OpenID Connect Core §2). */
const ID_TOKEN_CLAIMS = ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'sid']

/**
 * What the server says of itself (RFC 8414, OpenID Connect Discovery 1.0), one document for both of its addresses, computed
 * from what is switched on, and the same object for as long as nothing of that changes. `settings` shows what it would say with others.
 */
export function createMetadataEndpoint({
  scopes,
  roles,
  settings: settingsDocument,
  methods,
  issuer,
  subscribe
}: Pick<Store, 'scopes' | 'roles' | 'settings' | 'subscribe'> & {
  methods: readonly ClientAuthenticationMethod[]
  issuer: () => string
}) {
  async function describe(settings: Settings, base: string): Promise<ServerMetadata> {
    const offered = methods
      .map(({ name }) => name)
      .filter((name) => settings.client_authentication[name])
      // RFC 8705 §2: a certificate is shown in the TLS handshake.
      .filter((name) => CLIENT_AUTHENTICATION[name].proof !== 'certificate' || base.startsWith('https:'))
    const registered = (await scopes.list()).items
    const roleNames = (await roles.list()).items.map(({ name }) => name)
    const ownClaims = registered.flatMap((scope) => scope.claims)
    const claims = [...ID_TOKEN_CLAIMS, ...Object.values(CLAIMS_OF_SCOPES).flat(), ...ownClaims]
    const names = [...STANDARD_SCOPES, ...registered.map(({ name }) => name), ...roleNames]
    return {
      issuer: base,
      ...authorizationMetadata(base, settings),
      ...tokenMetadata(base, settings, offered),
      ...openidMetadata(base, settings, [...new Set(claims)]),
      scopes_supported: [...new Set(names)].filter((name) => name !== ADMIN_SCOPE)
    }
  }

  let current: { settings: Settings; base: string } | undefined
  const kept = keepReading({
    subscribe,
    of: ['scopes', 'roles'],
    make: async () => {
      const of = { settings: await settingsDocument.get(), base: issuer() }
      return { of, document: await describe(of.settings, of.base) }
    },
    holds: ({ of }) => of.settings === current?.settings && of.base === current.base
  })

  return async (preview?: Settings): Promise<ServerMetadata> => {
    if (preview) return describe(preview, issuer())
    current = { settings: await settingsDocument.get(), base: issuer() }
    return (await kept()).document
  }
}
