import type { ClientAuthenticationName } from '../../../model'
import type { Recipe, RecipeFacts } from './recipe'

const text = (words: string) => JSON.stringify(words)

const READ_KEY = `import { importJWK } from 'jose'

async function readPrivateKey() {
  const jwk = JSON.parse(process.env.PRIVATE_KEY_JWK)
  return { key: await importJWK(jwk), kid: jwk.kid }
}
`

/** How openid-client proves a client; undefined for certificates, which are a matter of its transport. */
function authenticationOf({ method, client_secret }: RecipeFacts): string | undefined {
  const secret = client_secret === undefined ? 'process.env.CLIENT_SECRET' : text(client_secret)
  const ways: Partial<Record<ClientAuthenticationName, string>> = {
    client_secret_basic: `client.ClientSecretBasic(${secret})`,
    client_secret_post: `client.ClientSecretPost(${secret})`,
    client_secret_jwt: `client.ClientSecretJwt(${secret})`,
    private_key_jwt: 'client.PrivateKeyJwt(await readPrivateKey())',
    none: 'client.None()'
  }
  return ways[method]
}

/** What comes after discovery, by flow. */
const STEPS: Partial<Record<RecipeFacts['flow'], (facts: RecipeFacts) => string>> = {
  oauth2_client_credentials: ({ scope }) =>
    `const tokens = await client.clientCredentialsGrant(config${scope ? `, { scope: ${text(scope)} }` : ''})
console.log(tokens)`,
  oauth2_refresh_token: () =>
    `const tokens = await client.refreshTokenGrant(config, process.env.REFRESH_TOKEN)
console.log(tokens)`,
  device: ({ scope }) =>
    `const device = await client.initiateDeviceAuthorization(config, { scope: ${text(scope)} })
console.log('Open', device.verification_uri_complete)
const tokens = await client.pollDeviceAuthorizationGrant(config, device)
console.log(tokens)`,
  oauth2_code: codeSteps,
  openid_code: codeSteps
}

function codeSteps({ redirect_uri, scope, flow }: RecipeFacts): string {
  const isOpenId = flow === 'openid_code'
  return `const verifier = client.randomPKCECodeVerifier()
const state = client.randomState()
${isOpenId ? 'const nonce = client.randomNonce()\n' : ''}const address = client.buildAuthorizationUrl(config, {
  redirect_uri: ${text(redirect_uri)},
  scope: ${text(scope)},
  state,${isOpenId ? '\n  nonce,' : ''}
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256'
})
// Send the browser to address; returned is the address that it comes back to.
const tokens = await client.authorizationCodeGrant(config, returned, {
  pkceCodeVerifier: verifier,
  expectedState: state${isOpenId ? ',\n  expectedNonce: nonce' : ''}
})
console.log(${isOpenId ? 'tokens.claims()' : 'tokens'})`
}

/** openid-client 6 on Node. */
export const openidClient: Recipe = (facts) => {
  const steps = STEPS[facts.flow]
  const authentication = authenticationOf(facts)
  if (!steps || !authentication) return undefined
  const plainHttp = facts.issuer.startsWith('http:') ? ',\n  { execute: [client.allowInsecureRequests] }' : ''
  return `import * as client from 'openid-client'
${facts.method === 'private_key_jwt' ? READ_KEY : ''}
const config = await client.discovery(
  new URL(${text(facts.issuer)}),
  ${text(facts.client_id)},
  undefined,
  ${authentication}${plainHttp}
)

${steps(facts)}`
}
