import { clientObject, userSchema, type Settings } from '../../../model'
import { consentPage } from '../bodies/consent/consent-page'
import { deviceCodePage } from '../bodies/device/device-pages'
import { errorPage } from '../bodies/error-page'
import { signInPage } from '../bodies/sign-in/sign-in-page'
import { signUpPage } from '../bodies/sign-in/sign-up-page'
import type { Frame } from '../rendering/page-frame'
import type { ShownPage } from '../rendering/send-page'

const client = clientObject.parse({ client_id: 'web-shop', client_name: 'Little Web Shop' })
const alice = userSchema.parse({ username: 'alice@example.com', name: 'Alice Liddell' })
const bob = userSchema.parse({ username: 'bob@example.com', name: 'Bob Martin' })
const here = { carried: {}, query: {} }
const scopes = ['openid', 'profile', 'email', 'offline_access'].map((token) => ({ token }))

/** Each page that a preview shows, as somebody of an invented shop would see it. */
export const PREVIEW_SAMPLES = {
  sign_in: (frame: Frame, { accounts }: Settings): ShownPage =>
    signInPage(frame, {
      ...here,
      client,
      signUpIsOpen: accounts.registration,
      forgotIsOpen: accounts.forgot_password,
      choices: accounts.quick_sign_in ? [alice, bob] : []
    }),
  sign_up: (frame: Frame): ShownPage => signUpPage(frame, { ...here, client }),
  consent: (frame: Frame): ShownPage =>
    consentPage(frame, {
      ...here,
      client,
      user: alice,
      scopes,
      claims: [],
      authorizationDetails: [],
      isDevice: false
    }),
  device: (frame: Frame): ShownPage => deviceCodePage(frame, { carried: {} }),
  error: (frame: Frame): ShownPage =>
    errorPage(
      frame,
      {
        code: 'invalid_request',
        reason: 'redirect-uri-differs',
        message: 'The redirect URI http://localhost:3000/cb/ is not registered for this client.'
      },
      { clientId: client.client_id, redirectUri: 'http://localhost:3000/cb/' }
    )
}
