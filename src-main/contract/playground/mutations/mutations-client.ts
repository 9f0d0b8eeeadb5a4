import {
  CODE,
  DIRECT,
  PERSON,
  PROVEN,
  ASSERTION,
  TOKEN_ERRORS,
  ASSERTIONS,
  type PlaygroundMutation
} from './mutation'

/** What is wrong with how a client proves itself, and with what it asks the token endpoint for. */
export const CLIENT_MUTATIONS = [
  {
    id: 'secret_wrong_basic',
    step: 'exchange',
    flows: PROVEN,
    methods: ['client_secret_basic'],
    expected: ['401 invalid_client with WWW-Authenticate: Basic'],
    section: TOKEN_ERRORS
  },
  {
    id: 'secret_wrong',
    step: 'exchange',
    flows: PROVEN,
    methods: ['client_secret_post', 'client_secret_jwt'],
    expected: ['401 invalid_client', '400 invalid_client'],
    section: TOKEN_ERRORS
  },
  {
    id: 'two_methods',
    step: 'exchange',
    flows: PROVEN,
    methods: ['client_secret_basic', 'client_secret_post'],
    expected: ['400 invalid_request'],
    section: TOKEN_ERRORS
  },
  ...(
    [
      'assertion_expired',
      'assertion_audience',
      'assertion_replayed',
      'assertion_unknown_key',
      'assertion_unsigned'
    ] as const
  ).map((id) => ({
    id,
    step: 'exchange' as const,
    flows: PROVEN,
    methods: ASSERTION,
    expected: ['401 invalid_client', '400 invalid_client'],
    section: ASSERTIONS
  })),
  {
    id: 'grant_not_allowed',
    step: 'exchange',
    flows: [...CODE, ...DIRECT],
    expected: ['400 unauthorized_client', '400 unsupported_grant_type'],
    section: TOKEN_ERRORS
  },
  {
    id: 'token_scope_unknown',
    step: 'exchange',
    flows: DIRECT,
    expected: ['400 invalid_scope'],
    section: TOKEN_ERRORS
  },
  {
    id: 'token_scope_wider',
    step: 'exchange',
    flows: DIRECT,
    expected: ['400 invalid_scope'],
    section: TOKEN_ERRORS
  },
  {
    id: 'refresh_scope_wider',
    step: 'exchange',
    flows: PERSON,
    expected: ['400 invalid_scope'],
    section: 'RFC 6749 §6'
  },
  {
    id: 'refresh_token_reused',
    step: 'exchange',
    flows: PERSON,
    expected: ['400 invalid_grant'],
    section: 'RFC 9700 §4.14.2'
  },
  {
    id: 'refresh_token_family',
    step: 'exchange',
    flows: PERSON,
    expected: ['400 invalid_grant'],
    section: 'RFC 9700 §4.14.2'
  }
] as const satisfies readonly PlaygroundMutation[]
