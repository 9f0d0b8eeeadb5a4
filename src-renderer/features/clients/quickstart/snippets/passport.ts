import { pathOf, quote, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

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

/** The strategy knows no other way than the form. */
function inForm(method: SnippetFacts['method']): string {
  return method === 'client_secret_basic'
    ? '// The strategy sends the secret in the form: register the client with client_secret_post.\n'
    : ''
}
