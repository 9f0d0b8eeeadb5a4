import { SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

/** How curl proves the client: in the header, in the form, or by its id alone. */
function proof({ method, client_id }: SnippetFacts): string {
  if (method === 'client_secret_basic') return `-u "${client_id}:$OAUTH2_CLIENT_SECRET"`
  const id = `--data-urlencode "client_id=${client_id}"`
  return method === 'none' ? id : `${id} \\\n  --data-urlencode "client_secret=$OAUTH2_CLIENT_SECRET"`
}

const scopeLine = ({ scope }: SnippetFacts) => (scope ? ` \\\n  --data-urlencode "scope=${scope}"` : '')

export const curl: Snippet = {
  id: 'curl',
  title: 'curl',
  file: 'shell',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: (facts) => `curl ${facts.issuer}/oauth2/token \\
  ${proof(facts)} \\
  -d grant_type=client_credentials${scopeLine(facts)}
`,
    code: (facts) => `# 1. A verifier and its challenge (RFC 7636)
VERIFIER=$(openssl rand -base64 48 | tr '+/' '-_' | tr -d '=\\n')
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')

# 2. Open this address, sign in, and take the code from where you land
echo "${facts.issuer}/oauth2/authorize?${query(facts)}&code_challenge_method=S256&code_challenge=$CHALLENGE"

# 3. Exchange the code
read -r -p 'code: ' CODE
curl ${facts.issuer}/oauth2/token \\
  ${proof(facts)} \\
  -d grant_type=authorization_code \\
  --data-urlencode "redirect_uri=${facts.redirect_uri}" \\
  --data-urlencode "code=$CODE" \\
  --data-urlencode "code_verifier=$VERIFIER"
`,
    device: (facts) => `# 1. Ask for a code, and show user_code and verification_uri to the person
curl ${facts.issuer}/oauth2/device_authorization \\
  ${proof(facts)}${scopeLine(facts)}

# 2. Every interval seconds, until they have answered
read -r -p 'device_code: ' DEVICE_CODE
curl ${facts.issuer}/oauth2/token \\
  ${proof(facts)} \\
  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\
  --data-urlencode "device_code=$DEVICE_CODE"
`
  }
}

function query({ client_id, redirect_uri, scope }: SnippetFacts): string {
  return new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri,
    scope,
    state: 'xyz'
  }).toString()
}
