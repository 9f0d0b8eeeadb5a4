import { isPublic, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

const style = ({ method }: SnippetFacts) =>
  method === 'client_secret_basic' ? 'oauth2.AuthStyleInHeader' : 'oauth2.AuthStyleInParams'
const scopes = ({ scope }: SnippetFacts) => {
  const names = scope.split(' ').filter(Boolean)
  return `[]string{${names.map((name) => JSON.stringify(name)).join(', ')}}`
}
const secret = (facts: SnippetFacts): Readonly<Record<string, string>> =>
  isPublic(facts) ? {} : { ClientSecret: 'os.Getenv("OAUTH2_CLIENT_SECRET")' }

/** Fields one below the other as gofmt lines them up. */
function fields(values: Readonly<Record<string, string>>, indent = '\t'): string {
  const widest = Math.max(...Object.keys(values).map((name) => name.length))
  return Object.entries(values)
    .map(([name, value]) => `${indent}${`${name}:`.padEnd(widest + 1)} ${value},\n`)
    .join('')
}

function config(facts: SnippetFacts, own: Record<string, string>, addresses: Record<string, string>): string {
  return `config := oauth2.Config{
${fields({ ClientID: JSON.stringify(facts.client_id), ...secret(facts), ...own, Scopes: scopes(facts) })}\tEndpoint: oauth2.Endpoint{
${fields({ ...addresses, TokenURL: tokenUrl(facts), AuthStyle: style(facts) }, '\t\t')}\t},
}
`
}

const tokenUrl = ({ issuer }: SnippetFacts) => JSON.stringify(`${issuer}/oauth2/token`)
const OR_END = 'if err != nil {\n\tlog.Fatal(err)\n}\n'

/** The library shows the client to the token endpoint alone; a form field is all that the other endpoint can be given. */
function deviceSecret({ method }: SnippetFacts): { readonly note: string; readonly argument: string } {
  const note =
    method === 'client_secret_basic'
      ? '// DeviceAuth can send the secret in the form alone: register the client with client_secret_post.\n'
      : ''
  const argument = method === 'none' ? '' : ', oauth2.SetAuthURLParam("client_secret", config.ClientSecret)'
  return { note, argument }
}

export const goOauth2: Snippet = {
  id: 'go',
  title: 'Go (x/oauth2)',
  file: 'auth.go',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: (
      facts
    ) => `// import "golang.org/x/oauth2" and "golang.org/x/oauth2/clientcredentials"
config := clientcredentials.Config{
${fields({
  ClientID: JSON.stringify(facts.client_id),
  ...secret(facts),
  TokenURL: tokenUrl(facts),
  Scopes: scopes(facts),
  AuthStyle: style(facts)
})}}
token, err := config.Token(context.Background())
${OR_END}fmt.Println(token.AccessToken)
`,
    code: (facts) => `// import "golang.org/x/oauth2"
${config(facts, { RedirectURL: JSON.stringify(facts.redirect_uri) }, { AuthURL: JSON.stringify(`${facts.issuer}/oauth2/authorize`) })}
// Before: keep both with the visitor's session
state, verifier := oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
redirectTo := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))

// After: where the person lands, once request.FormValue("state") is the state that was kept
token, err := config.Exchange(ctx, request.FormValue("code"), oauth2.VerifierOption(verifier))
`,
    device: (facts) => {
      const { note, argument } = deviceSecret(facts)
      const addresses = { DeviceAuthURL: JSON.stringify(`${facts.issuer}/oauth2/device_authorization`) }
      return `// import "golang.org/x/oauth2"
${note}${config(facts, {}, addresses)}device, err := config.DeviceAuth(ctx${argument})
${OR_END}fmt.Printf("Open %s and type %s\\n", device.VerificationURI, device.UserCode)
token, err := config.DeviceAccessToken(ctx, device)
${OR_END}fmt.Println(token.AccessToken)
`
    }
  }
}
