import { isPublic, quote, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

const springProvider = ({ issuer }: SnippetFacts) => `        provider:
          friendly:
            issuer-uri: ${issuer}
`
const springSecret = (facts: SnippetFacts) =>
  isPublic(facts)
    ? '            client-authentication-method: none\n'
    : `            client-secret: \${OAUTH2_CLIENT_SECRET}
            client-authentication-method: ${facts.method}
`
const springScopes = ({ scope }: SnippetFacts) =>
  scope ? `            scope: ${scope.split(' ').join(', ')}\n` : ''

function spring(facts: SnippetFacts, grant: string, redirect = ''): string {
  return `spring:
  security:
    oauth2:
      client:
        registration:
          friendly:
            client-id: ${facts.client_id}
${springSecret(facts)}            authorization-grant-type: ${grant}
${redirect}${springScopes(facts)}${springProvider(facts)}`
}

export const springSecurity: Snippet = {
  id: 'spring',
  title: 'Spring Security',
  file: 'application.yml',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: (facts) => spring(facts, 'client_credentials'),
    code: (facts) =>
      spring(facts, 'authorization_code', `            redirect-uri: ${JSON.stringify(facts.redirect_uri)}\n`)
  }
}

export const aspNet: Snippet = {
  id: 'aspnet',
  title: 'ASP.NET Core',
  file: 'Program.cs',
  methods: ['client_secret_post', 'client_secret_basic', 'none'],
  code: {
    code: (facts) => `builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie()
    .AddOpenIdConnect(options =>
    {
        options.Authority = ${JSON.stringify(facts.issuer)};
        options.ClientId = ${JSON.stringify(facts.client_id)};
${aspSecret(facts)}        options.ResponseType = "code";
        options.UsePkce = true;
        options.CallbackPath = ${JSON.stringify(URL.canParse(facts.redirect_uri) ? new URL(facts.redirect_uri).pathname : '/callback')};
${facts.issuer.startsWith('http:') ? '        options.RequireHttpsMetadata = false; // for this machine alone\n' : ''}        options.Scope.Clear();
${facts.scope
  .split(' ')
  .map((name) => `        options.Scope.Add(${JSON.stringify(name)});`)
  .join('\n')}
    });
`
  }
}

function aspSecret(facts: SnippetFacts): string {
  if (isPublic(facts)) return ''
  const note =
    facts.method === 'client_secret_basic'
      ? '        // The handler sends the secret in the form: register the client with client_secret_post.\n'
      : ''
  return `${note}        options.ClientSecret = builder.Configuration["OAUTH2_CLIENT_SECRET"];\n`
}

export const authlib: Snippet = {
  id: 'authlib',
  title: 'Authlib (Python)',
  file: 'auth.py',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: ({ issuer, client_id, method, scope }) => `import os
from authlib.integrations.requests_client import OAuth2Session

session = OAuth2Session(
    ${quote(client_id)},
    os.environ['OAUTH2_CLIENT_SECRET'],
    token_endpoint_auth_method=${quote(method)},
${scope ? `    scope=${quote(scope)},\n` : ''})
token = session.fetch_token(${quote(`${issuer}/oauth2/token`)}, grant_type='client_credentials')
print(token['access_token'])
`,
    code: (facts) => `import os
from authlib.integrations.flask_client import OAuth

oauth = OAuth(app)
oauth.register(
    'friendly',
    client_id=${quote(facts.client_id)},
${isPublic(facts) ? '' : "    client_secret=os.environ['OAUTH2_CLIENT_SECRET'],\n"}    server_metadata_url=${quote(`${facts.issuer}/.well-known/openid-configuration`)},
    client_kwargs={
        'scope': ${quote(facts.scope)},
        'code_challenge_method': 'S256',
        'token_endpoint_auth_method': ${quote(facts.method)},
    },
)

@app.route('/login')
def login():
    return oauth.friendly.authorize_redirect(${quote(facts.redirect_uri)})
`
  }
}

const goStyle = ({ method }: SnippetFacts) =>
  method === 'client_secret_basic' ? 'oauth2.AuthStyleInHeader' : 'oauth2.AuthStyleInParams'
const goScopes = ({ scope }: SnippetFacts) =>
  scope
    .split(' ')
    .filter(Boolean)
    .map((name) => JSON.stringify(name))
    .join(', ')
const goSecret = (facts: SnippetFacts, tab: string) =>
  isPublic(facts) ? '' : `${tab}ClientSecret: os.Getenv("OAUTH2_CLIENT_SECRET"),\n`

export const goOauth2: Snippet = {
  id: 'go',
  title: 'Go (x/oauth2)',
  file: 'auth.go',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: (facts) => `config := clientcredentials.Config{
\tClientID:     ${JSON.stringify(facts.client_id)},
${goSecret(facts, '\t')}\tTokenURL:     ${JSON.stringify(`${facts.issuer}/oauth2/token`)},
\tScopes:       []string{${goScopes(facts)}},
\tAuthStyle:    ${goStyle(facts)},
}
token, err := config.Token(context.Background())
`,
    code: (facts) => `config := oauth2.Config{
\tClientID:     ${JSON.stringify(facts.client_id)},
${goSecret(facts, '\t')}\tRedirectURL:  ${JSON.stringify(facts.redirect_uri)},
\tScopes:       []string{${goScopes(facts)}},
\tEndpoint: oauth2.Endpoint{
\t\tAuthURL:   ${JSON.stringify(`${facts.issuer}/oauth2/authorize`)},
\t\tTokenURL:  ${JSON.stringify(`${facts.issuer}/oauth2/token`)},
\t\tAuthStyle: ${goStyle(facts)},
\t},
}
verifier := oauth2.GenerateVerifier()
address := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))

// Where the person lands
token, err := config.Exchange(ctx, request.FormValue("code"), oauth2.VerifierOption(verifier))
`,
    device: (facts) => `config := oauth2.Config{
\tClientID: ${JSON.stringify(facts.client_id)},
${goSecret(facts, '\t')}\tScopes:   []string{${goScopes(facts)}},
\tEndpoint: oauth2.Endpoint{
\t\tDeviceAuthURL: ${JSON.stringify(`${facts.issuer}/oauth2/device_authorization`)},
\t\tTokenURL:      ${JSON.stringify(`${facts.issuer}/oauth2/token`)},
\t\tAuthStyle:     ${goStyle(facts)},
\t},
}
device, err := config.DeviceAuth(ctx)
fmt.Printf("Open %s and type %s\\n", device.VerificationURI, device.UserCode)
token, err := config.DeviceAccessToken(ctx, device)
`
  }
}
