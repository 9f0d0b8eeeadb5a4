/** Where each endpoint lies below the issuer. Discovery names them; nothing else should need to know. */
export const ENDPOINT_PATHS = {
  authorization: '/oauth2/authorize',
  pushedAuthorizationRequest: '/oauth2/par',
  deviceAuthorization: '/oauth2/device_authorization',
  device: '/device',
  token: '/oauth2/token',
  userinfo: '/oauth2/userinfo',
  introspection: '/oauth2/introspect',
  revocation: '/oauth2/revoke',
  registration: '/oauth2/register',
  endSession: '/oauth2/logout',
  checkSession: '/oauth2/check-session',
  jwks: '/oauth2/jwks.json',
  openidConfiguration: '/.well-known/openid-configuration',
  authorizationServerMetadata: '/.well-known/oauth-authorization-server'
} as const
