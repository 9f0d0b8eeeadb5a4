import { isConfidential, type Client, type Settings } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import { createAddressLimit } from '../address-limit'
import { credentialsOf, type AuthenticateClient } from '../client-auth/authenticate-client'
import { DEVICE_GRANT_TYPE } from '../device/device-codes'
import { storedUntil } from '../device/device-life'
import { makeUserCode, shownUserCode } from '../device/user-code'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import { parseForm } from '../form'
import type { Grant } from '../grants/grant'
import { requestedDetails, requestedResources } from '../grants/requested-target'
import { requireGrant } from '../grants/require-grant'
import type { PersonScope } from '../scope/person-scope'
import { secretJson, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import { tokenDigest } from '../tokens/token-digest'

/** Characters of a device code: 256 bits (RFC 8628 §5.2). */
const DEVICE_CODE_LENGTH = 43
/** RFC 8628 §3.2: seconds between two polls, to begin with. */
const INTERVAL = 5
/** By clients that prove nothing: enough for a test suite, and a bound for who floods. */
const ANONYMOUS_PER_ADDRESS = 500

/** The device authorization endpoint (RFC 8628 §3.1). Throws OAuthError. */
export function createDeviceAuthorizationEndpoint({
  deviceCodes,
  settings: settingsDocument,
  signInAttempts,
  grants,
  authenticateClient,
  personScope,
  clock,
  random,
  issuer
}: Pick<Store, 'deviceCodes' | 'settings' | 'signInAttempts'> & {
  grants: readonly Grant[]
  authenticateClient: AuthenticateClient
  personScope: PersonScope
  clock: Clock
  random: Random
  issuer: () => string
}) {
  const countAnonymous = createAddressLimit(
    { signInAttempts, settings: settingsDocument, clock },
    {
      name: 'device-authorization',
      most: ANONYMOUS_PER_ADDRESS,
      tooMany: 'Too many devices asked from this address by clients without a secret'
    }
  )

  async function makeFreeUserCode(): Promise<string> {
    for (;;) {
      const code = makeUserCode(random)
      if (!(await deviceCodes.find('user_code', code)).length) return code
    }
  }

  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const form = parseForm(request.body)
    const client = await authenticateClient(credentialsOf(request, form))
    const settings = await settingsDocument.get()
    requireGrant(grants, settings, client, DEVICE_GRANT_TYPE)
    const scope = await personScope.requestable(client, form.get('scope'))
    const resources = requestedResources(form, settings)
    const details = requestedDetails(form, client)
    if (!isConfidential(client)) await countAnonymous(request.ip)
    const deviceCode = random.alphanumeric(DEVICE_CODE_LENGTH)
    const lifetime = lifetimeOf(client, settings)
    const code = {
      id: tokenDigest(deviceCode),
      user_code: await makeFreeUserCode(),
      client_id: client.client_id,
      scope: scope.join(' '),
      resources,
      ...(details && { authorization_details: details }),
      interval: INTERVAL,
      iat: clock.nowSeconds(),
      exp: storedUntil(clock.nowSeconds(), lifetime)
    }
    await deviceCodes.insert(code)
    return secretJson(answerOf(deviceCode, shownUserCode(code.user_code), issuer(), lifetime))
  }
}

function lifetimeOf(client: Client, settings: Settings): number {
  return client.lifetimes.device_code ?? settings.lifetimes.device_code
}

/** RFC 8628 §3.2. */
function answerOf(deviceCode: string, userCode: string, issuer: string, lifetime: number): object {
  const page = issuer + ENDPOINT_PATHS.device
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: lifetime,
    interval: INTERVAL
  }
}
