import { isPublic, pathOf, quote, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

const os = (facts: SnippetFacts) => (isPublic(facts) ? '' : 'import os\n')
const secretLine = (facts: SnippetFacts) =>
  isPublic(facts) ? '' : "    client_secret=os.environ['OAUTH2_CLIENT_SECRET'],\n"

/** With the scope openid there is a UserInfo endpoint to ask; without it there are tokens alone. */
const answer = ({ scope }: SnippetFacts) =>
  scope.split(' ').includes('openid') ? 'oauth.friendly.userinfo(token=token)' : "{'scope': token['scope']}"

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
    code: (facts) => `${os(facts)}from authlib.integrations.flask_client import OAuth

# app is your Flask application; its secret_key keeps the state between both steps
oauth = OAuth(app)
oauth.register(
    'friendly',
    client_id=${quote(facts.client_id)},
${secretLine(facts)}    server_metadata_url=${quote(`${facts.issuer}/.well-known/openid-configuration`)},
    client_kwargs={
        'scope': ${quote(facts.scope)},
        'code_challenge_method': 'S256',
        'token_endpoint_auth_method': ${quote(facts.method)},
    },
)

@app.route('/login')
def login():
    return oauth.friendly.authorize_redirect(${quote(facts.redirect_uri)})

@app.route(${quote(pathOf(facts.redirect_uri))})
def callback():
    token = oauth.friendly.authorize_access_token()
    return ${answer(facts)}
`
  }
}
