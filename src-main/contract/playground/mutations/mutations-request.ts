import { CODE, BROWSER, ASSERTION, VERIFIER, TOKEN_ERRORS, type PlaygroundMutation } from './mutation'

/** What is wrong with an authorization request, its answer, and a code on its way to the token endpoint. */
export const REQUEST_MUTATIONS = [
  {
    id: 'redirect_uri_unregistered',
    step: 'authorize',
    flows: BROWSER,
    expected: ['error_page'],
    section: 'RFC 6749 §4.1.2.1'
  },
  {
    id: 'response_type_not_allowed',
    step: 'authorize',
    flows: BROWSER,
    expected: ['unauthorized_client', 'unsupported_response_type'],
    section: 'RFC 6749 §4.1.2.1'
  },
  {
    id: 'scope_unknown',
    step: 'authorize',
    flows: BROWSER,
    expected: ['invalid_scope'],
    section: 'RFC 6749 §4.1.2.1'
  },
  {
    id: 'scope_wider',
    step: 'authorize',
    flows: BROWSER,
    expected: ['invalid_scope'],
    section: 'RFC 6749 §4.1.2.1'
  },
  {
    id: 'prompt_none',
    step: 'authorize',
    flows: ['openid_code', 'openid_implicit', 'openid_hybrid'],
    expected: ['login_required'],
    section: 'OpenID Connect Core §3.1.2.6'
  },
  {
    id: 'state_altered',
    step: 'verify',
    flows: BROWSER,
    expected: ['state_differs'],
    section: 'RFC 6749 §10.12'
  },
  { id: 'verifier_wrong', step: 'exchange', flows: CODE, expected: ['400 invalid_grant'], section: VERIFIER },
  {
    id: 'verifier_missing',
    step: 'exchange',
    flows: CODE,
    expected: ['400 invalid_grant', '400 invalid_request'],
    section: VERIFIER
  },
  {
    id: 'verifier_too_short',
    step: 'exchange',
    flows: CODE,
    expected: ['400 invalid_grant', '400 invalid_request'],
    section: VERIFIER
  },
  {
    id: 'verifier_without_challenge',
    step: 'exchange',
    flows: CODE,
    methods: ['client_secret_basic', 'client_secret_post', ...ASSERTION],
    expected: ['400 invalid_grant', '400 invalid_request'],
    section: 'RFC 9700 §2.1.1'
  },
  {
    id: 'code_replayed',
    step: 'exchange',
    flows: CODE,
    expected: ['400 invalid_grant'],
    section: 'RFC 6749 §4.1.2'
  },
  {
    id: 'code_replayed_tokens',
    step: 'exchange',
    flows: CODE,
    expected: ['401 invalid_token', 'inactive'],
    section: 'RFC 6749 §4.1.2'
  },
  {
    id: 'code_expired',
    step: 'exchange',
    flows: CODE,
    waits: 'authorization_code',
    expected: ['400 invalid_grant'],
    section: TOKEN_ERRORS
  },
  {
    id: 'code_of_another_client',
    step: 'exchange',
    flows: CODE,
    otherClient: true,
    expected: ['400 invalid_grant'],
    section: TOKEN_ERRORS
  },
  {
    id: 'redirect_uri_differs',
    step: 'exchange',
    flows: CODE,
    expected: ['400 invalid_grant'],
    section: TOKEN_ERRORS
  }
] as const satisfies readonly PlaygroundMutation[]
