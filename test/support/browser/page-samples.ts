import { authorizationDetailsSchema, clientObject, userSchema } from '../../../src-main/model'
import type { Frame } from '../../../src-main/http/pages/rendering/page-frame'
import type { ShownPage } from '../../../src-main/http/pages/rendering/send-page'
import { consentPage } from '../../../src-main/http/pages/bodies/consent/consent-page'
import {
  deviceCodePage,
  deviceDisplayPage,
  deviceDonePage
} from '../../../src-main/http/pages/bodies/device/device-pages'
import { errorPage } from '../../../src-main/http/pages/bodies/error-page'
import {
  askEmailPage,
  newPasswordPage
} from '../../../src-main/http/pages/bodies/sign-in/forgot-password-pages'
import { resetCodePage, verifyEmailPage } from '../../../src-main/http/pages/bodies/sign-in/mailed-code-page'
import { selectAccountPage } from '../../../src-main/http/pages/bodies/sign-in/select-account-page'
import { signInPage } from '../../../src-main/http/pages/bodies/sign-in/sign-in-page'
import {
  confirmSignOutPage,
  signedOutPage,
  staysSignedInPage
} from '../../../src-main/http/pages/bodies/sign-out-pages'
import { signUpPage } from '../../../src-main/http/pages/bodies/sign-in/sign-up-page'
import { signedInPage } from '../../../src-main/http/pages/bodies/sign-in/signed-in-page'

const logo = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="#0f766e"/><path d="M12 16h24l-3 18H15z" fill="none" stroke="#fff" stroke-width="3" stroke-linejoin="round"/><path d="M18 20v-5a6 6 0 0 1 12 0v5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
).toString('base64')}`

export const shop = clientObject.parse({
  client_id: 'web-shop',
  client_name: 'Little Web Shop',
  logo_base64: logo,
  policy_uri: 'https://shop.example/privacy',
  tos_uri: 'https://shop.example/terms'
})
const television = clientObject.parse({ client_id: 'living-room-tv', client_name: 'Living Room TV' })
const alice = userSchema.parse({ username: 'alice', name: 'Alice Liddell', roles: ['user'] })
const people = [
  alice,
  userSchema.parse({ username: 'bob@example.com', name: 'Bob Martin', roles: ['user', 'moderator'] }),
  userSchema.parse({ username: 'admin@example.com', roles: ['administrator'] })
]
const carried = { form_token: 'token', interaction: 'one' }
const query = { interaction: 'one' }
const here = { carried, query }
const details = authorizationDetailsSchema.parse([
  {
    type: 'payment_initiation',
    actions: ['initiate', 'status'],
    locations: ['https://bank.example/payments'],
    instructedAmount: { currency: 'EUR', amount: '123.50' },
    creditorName: 'Merchant A'
  }
])
const scopes = ['openid', 'profile', 'email', 'offline_access', 'orders:read', 'invoices'].map((token) => ({
  token,
  ...(token === 'orders:read' && {
    known: { name: token, description: 'Read the orders of the last year', claims: [], roles: [] }
  })
}))
const closed = { signUpIsOpen: false, forgotIsOpen: false, choices: [] }

/** Every page and state of a page that is worth looking at. */
export const PAGE_SAMPLES: Readonly<Record<string, (frame: Frame) => ShownPage>> = {
  'sign-in': (frame) => signInPage(frame, { ...here, ...closed }),
  'sign-in for a client': (frame) =>
    signInPage(frame, { ...here, client: shop, signUpIsOpen: true, forgotIsOpen: true, choices: [] }),
  'sign-in refused': (frame) =>
    signInPage(frame, {
      ...here,
      client: television,
      ...closed,
      forgotIsOpen: true,
      username: 'alice',
      notice: { tone: 'err', title: frame.t.signIn.wrong }
    }),
  'sign-in with cards': (frame) =>
    signInPage(frame, { ...here, client: shop, signUpIsOpen: true, forgotIsOpen: true, choices: people }),
  'signed-in': (frame) => signedInPage(frame, { user: alice, hasPanel: true }),
  'select-account': (frame) =>
    selectAccountPage(frame, { ...here, client: shop, current: alice, choices: people }),
  consent: (frame) =>
    consentPage(frame, {
      ...here,
      client: shop,
      user: alice,
      scopes,
      claims: ['birthdate', 'urn:example:loyalty'],
      authorizationDetails: details,
      isDevice: false
    }),
  'consent for a device': (frame) =>
    consentPage(frame, {
      ...here,
      client: television,
      user: alice,
      scopes: scopes.slice(0, 2),
      claims: [],
      authorizationDetails: [],
      isDevice: true,
      userCode: 'WDJB-MJHT',
      noneChosen: true
    }),
  'sign-up': (frame) => signUpPage(frame, { ...here, client: shop }),
  'sign-up refused': (frame) =>
    signUpPage(frame, {
      ...here,
      email: 'alice@',
      problems: { email: 'malformed', password: 'too-short', confirm: 'differs' }
    }),
  'verify-email': (frame) => verifyEmailPage(frame, { ...here, client: shop, email: 'alice@example.com' }),
  'verify-email refused': (frame) =>
    verifyEmailPage(frame, {
      ...here,
      email: 'alice@example.com',
      error: frame.t.verifyEmail.wrongCode.replace('{count}', '4')
    }),
  'forgot-password': (frame) => askEmailPage(frame, here),
  'forgot-password code': (frame) => resetCodePage(frame, { ...here, email: 'alice@example.com' }),
  'forgot-password new': (frame) => newPasswordPage(frame, { ...here, problems: { confirm: 'differs' } }),
  device: (frame) => deviceCodePage(frame, { carried }),
  'device unknown': (frame) =>
    deviceCodePage(frame, {
      carried,
      userCode: 'WDJB-MJHT',
      notice: { tone: 'err', title: frame.t.device.unknown, text: frame.t.device.unknownText }
    }),
  'device done': (frame) => deviceDonePage(frame, { decision: 'approved', client: television }),
  'device denied': (frame) => deviceDonePage(frame, { decision: 'denied', client: television }),
  'device display': (frame) =>
    deviceDisplayPage(frame, { userCode: 'WDJB-MJHT', address: 'http://localhost:9000/device' }),
  'sign-out': (frame) => confirmSignOutPage(frame, { carried, client: shop }),
  'signed-out': (frame) => signedOutPage(frame, { frontChannel: [] }),
  'stays signed in': (frame) => staysSignedInPage(frame, {}),
  error: (frame) =>
    errorPage(
      frame,
      {
        code: 'invalid_request',
        reason: 'redirect-uri-differs',
        message:
          "The redirect URI http://localhost:3000/cb/ is not registered for this client; registered: 'http://localhost:3000/cb' (RFC 6749 section 3.1.2.3)."
      },
      { clientId: 'web-shop', redirectUri: 'http://localhost:3000/cb/' }
    ),
  'error expired': (frame) =>
    errorPage(
      frame,
      {
        code: 'invalid_request',
        reason: 'interaction-unknown',
        message:
          'There is no such sign-in in this browser: it has expired, it has ended, or it was begun in another browser.'
      },
      {}
    )
}
