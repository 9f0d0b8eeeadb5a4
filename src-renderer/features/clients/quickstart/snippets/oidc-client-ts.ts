import { quote, type Snippet } from './snippet'

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
  scope: ${quote(scope)},
  // The ID token says who it is; the name and the e-mail address come from UserInfo
  loadUserInfo: true
})

// On the page with the button
await auth.signinRedirect()

// On the page of the redirect URI
const user = await auth.signinCallback()
console.log(user?.profile)
`
  }
}
