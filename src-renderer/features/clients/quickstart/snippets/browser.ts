import { quote, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

export const oidcClientTs: Snippet = {
  id: 'oidc-client-ts',
  title: 'oidc-client-ts (browser)',
  file: 'auth.ts',
  methods: ['none'],
  code: {
    code: ({ issuer, client_id, redirect_uri, scope }) => `import { UserManager } from 'oidc-client-ts'

export const auth = new UserManager({
  authority: ${quote(issuer)},
  client_id: ${quote(client_id)},
  redirect_uri: ${quote(redirect_uri)},
  response_type: 'code',
  scope: ${quote(scope)}
})

// On the page with the button
await auth.signinRedirect()

// On the page of the redirect URI
const user = await auth.signinCallback()
console.log(user?.profile)
`
  }
}

export const passport: Snippet = {
  id: 'passport',
  title: 'Passport (Express)',
  file: 'auth.mjs',
  methods: SECRET_METHODS,
  code: {
    code: ({
      issuer,
      client_id,
      redirect_uri,
      scope,
      method
    }) => `${inForm(method)}import passport from 'passport'
import { Strategy } from 'passport-openidconnect'

passport.use(
  new Strategy(
    {
      issuer: ${quote(issuer)},
      authorizationURL: ${quote(`${issuer}/oauth2/authorize`)},
      tokenURL: ${quote(`${issuer}/oauth2/token`)},
      userInfoURL: ${quote(`${issuer}/oauth2/userinfo`)},
      clientID: ${quote(client_id)},
      clientSecret: process.env.OAUTH2_CLIENT_SECRET,
      callbackURL: ${quote(redirect_uri)},
      scope: ${JSON.stringify(scope.split(' ').filter((name) => name !== 'openid'))},
      pkce: 'S256',
      state: true
    },
    (issuer, profile, done) => done(null, profile)
  )
)

app.get('/login', passport.authenticate('openidconnect'))
app.get(${quote(pathOf(redirect_uri))}, passport.authenticate('openidconnect', { successRedirect: '/' }))
`
  }
}

export const authJs: Snippet = {
  id: 'auth-js',
  title: 'Auth.js (NextAuth)',
  file: 'auth.ts',
  methods: SECRET_METHODS,
  code: {
    code: ({
      issuer,
      client_id,
      scope,
      method
    }) => `// The redirect URI of this client must be <your app>/api/auth/callback/friendly
import NextAuth from 'next-auth'

export const { handlers, signIn, signOut, auth } = NextAuth({
  providers: [
    {
      id: 'friendly',
      name: 'Friendly OAuth2 Server',
      type: 'oidc',
      issuer: ${quote(issuer)},
      clientId: ${quote(client_id)},
      clientSecret: process.env.OAUTH2_CLIENT_SECRET,
      authorization: { params: { scope: ${quote(scope)} } },
      client: { token_endpoint_auth_method: ${quote(method)} },
      checks: ['pkce', 'state']
    }
  ]
})
`
  }
}

/** The strategy knows no other way than the form. */
function inForm(method: SnippetFacts['method']): string {
  return method === 'client_secret_basic'
    ? '// The strategy sends the secret in the form: register the client with client_secret_post.\n'
    : ''
}

function pathOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).pathname : '/callback'
}
