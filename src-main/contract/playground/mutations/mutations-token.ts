import { PERSON, ID_TOKEN, DEVICE, BEARER, ID_TOKEN_CHECKS, type PlaygroundMutation } from './mutation'

/** What is wrong at a device, and with a token that is used. */
export const TOKEN_MUTATIONS = [
  {
    id: 'device_too_early',
    step: 'poll',
    flows: ['device'],
    expected: ['authorization_pending'],
    section: DEVICE
  },
  { id: 'device_too_fast', step: 'poll', flows: ['device'], expected: ['slow_down'], section: DEVICE },
  { id: 'device_denied', step: 'poll', flows: ['device'], expected: ['access_denied'], section: DEVICE },
  {
    id: 'device_expired',
    step: 'poll',
    flows: ['device'],
    waits: 'device_code',
    expected: ['expired_token'],
    section: DEVICE
  },

  {
    id: 'access_token_tampered',
    step: 'use',
    flows: PERSON,
    expected: ['401 invalid_token with WWW-Authenticate: Bearer'],
    section: BEARER
  },
  {
    id: 'access_token_expired',
    step: 'use',
    flows: PERSON,
    waits: 'access_token',
    expected: ['401 invalid_token with WWW-Authenticate: Bearer'],
    section: BEARER
  },
  {
    id: 'access_token_revoked',
    step: 'use',
    flows: PERSON,
    expected: ['401 invalid_token with WWW-Authenticate: Bearer'],
    section: BEARER
  },
  {
    id: 'introspect_revoked',
    step: 'use',
    flows: [...PERSON, 'oauth2_client_credentials'],
    expected: ['inactive'],
    section: 'RFC 7662 §2.2'
  },
  {
    id: 'introspect_foreign',
    step: 'use',
    flows: [...PERSON, 'oauth2_client_credentials'],
    otherClient: true,
    expected: ['inactive'],
    section: 'RFC 7662 §2.2'
  },

  {
    id: 'id_token_tampered',
    step: 'verify',
    flows: ID_TOKEN,
    expected: ['id_token_invalid: signature'],
    section: ID_TOKEN_CHECKS
  },
  {
    id: 'id_token_nonce',
    step: 'verify',
    flows: ID_TOKEN,
    expected: ['id_token_invalid: nonce'],
    section: ID_TOKEN_CHECKS
  },
  {
    id: 'id_token_audience',
    step: 'verify',
    flows: ID_TOKEN,
    expected: ['id_token_invalid: aud'],
    section: ID_TOKEN_CHECKS
  },
  {
    id: 'id_token_unsigned',
    step: 'verify',
    flows: ID_TOKEN,
    expected: ['id_token_invalid: signature'],
    section: ID_TOKEN_CHECKS
  }
] as const satisfies readonly PlaygroundMutation[]
