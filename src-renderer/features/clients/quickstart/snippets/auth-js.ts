import { quote, SECRET_METHODS, type Snippet } from './snippet'

export const authJs: Snippet = {
  id: 'auth-js',
  title: 'Auth.js (NextAuth 5)',
  file: 'auth.ts',
  methods: SECRET_METHODS,
  code: {
    code: ({
      issuer,
      client_id,
      scope,
      method
    }) => `// npm install next-auth@beta; AUTH_SECRET in the environment is any long random text
// The redirect URI of this client must be <your app>/api/auth/callback/friendly
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
      checks: ['pkce', 'state'],
      // The ID token says who it is; the name and the e-mail address come from UserInfo
      idToken: false
    }
  ]
})
`
  }
}
