import type { Recipe } from './recipe'

/** oidc-client-ts 3 in a page of a browser, which can keep no secret: public clients alone. */
export const oidcClientTs: Recipe = ({ flow, method, issuer, client_id, redirect_uri, scope }) => {
  if (flow !== 'openid_code' || method !== 'none') return undefined
  return `import { UserManager } from 'oidc-client-ts'

const manager = new UserManager({
  authority: ${JSON.stringify(issuer)},
  client_id: ${JSON.stringify(client_id)},
  redirect_uri: ${JSON.stringify(redirect_uri)},
  response_type: 'code',
  scope: ${JSON.stringify(scope)},
  loadUserInfo: true // the name and the e-mail address
})

// On the page with the button:
await manager.signinRedirect()

// On the page of the redirect URI:
const user = await manager.signinRedirectCallback()
console.log(user.profile)`
}
