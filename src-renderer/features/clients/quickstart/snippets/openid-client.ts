import { quote, type Snippet, type SnippetFacts } from './snippet'

/** How openid-client is told to prove the client. */
function discovery({ issuer, client_id, method }: SnippetFacts): string {
  const proof = {
    client_secret_basic: 'client.ClientSecretBasic(process.env.OAUTH2_CLIENT_SECRET)',
    client_secret_post: 'client.ClientSecretPost(process.env.OAUTH2_CLIENT_SECRET)',
    client_secret_jwt: 'client.ClientSecretJwt(process.env.OAUTH2_CLIENT_SECRET)',
    private_key_jwt: 'client.PrivateKeyJwt({ key: privateKey, kid })',
    none: 'client.None()',
    tls_client_auth: 'client.TlsClientAuth()',
    self_signed_tls_client_auth: 'client.TlsClientAuth()'
  }[method]
  const keyLines =
    method === 'private_key_jwt'
      ? `import { readFile } from 'node:fs/promises'
import { importJWK } from 'jose'

const jwk = JSON.parse(await readFile('private-key.json', 'utf8'))
const kid = jwk.kid
const privateKey = await importJWK(jwk, jwk.alg)
`
      : ''
  const insecure = issuer.startsWith('http:') ? `,\n  { execute: [client.allowInsecureRequests] }` : ''
  return `import * as client from 'openid-client'
${keyLines}
const config = await client.discovery(
  new URL(${quote(issuer)}),
  ${quote(client_id)},
  undefined,
  ${proof}${insecure}
)
`
}

export const openidClient: Snippet = {
  id: 'openid-client',
  title: 'openid-client (Node.js)',
  file: 'auth.mjs',
  methods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
  code: {
    client_credentials: (facts) => `${discovery(facts)}
const tokens = await client.clientCredentialsGrant(config${facts.scope ? `, { scope: ${quote(facts.scope)} }` : ''})
console.log(tokens.access_token)
`,
    code: (facts) => `${discovery(facts)}
// Before: keep both with the visitor's session
const codeVerifier = client.randomPKCECodeVerifier()
const state = client.randomState()
const redirectTo = client.buildAuthorizationUrl(config, {
  redirect_uri: ${quote(facts.redirect_uri)},
  scope: ${quote(facts.scope)},
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
  state
})

// After: where the person lands, currentUrl is the whole address
const tokens = await client.authorizationCodeGrant(config, currentUrl, {
  pkceCodeVerifier: codeVerifier,
  expectedState: state
})
console.log(tokens.claims())
`,
    device: (facts) => `${discovery(facts)}
const device = await client.initiateDeviceAuthorization(config, { scope: ${quote(facts.scope)} })
console.log(\`Open \${device.verification_uri} and type \${device.user_code}\`)
const tokens = await client.pollDeviceAuthorizationGrant(config, device)
console.log(tokens.access_token)
`
  }
}
