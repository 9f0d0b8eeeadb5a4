import {
  APPLICATION_TYPES,
  CLIENT_SIGNING_ALGORITHMS,
  CONTENT_ENCRYPTION_ALGORITHMS,
  GRANT_TYPES,
  KEY_MANAGEMENT_ALGORITHMS,
  RESPONSE_TYPES,
  SIGNING_ALGORITHMS,
  SUBJECT_TYPES,
  type ShownClient
} from '../../../../src-main/contract'

/** A field of the settings: how it is edited, and whether it is rare enough to be folded away. */
export interface SettingField {
  readonly name: keyof ShownClient & string
  readonly kind: 'text' | 'uri' | 'list' | 'uris' | 'flag' | 'choice' | 'choices' | 'seconds'
  readonly options?: readonly string[]
  readonly rare?: true
  readonly mono?: true
  /** Takes the whole width. */
  readonly wide?: true
  readonly placeholder?: string
  /** Shown to administrators alone. */
  readonly administrators?: true
  /** Has no "as the server": the registration always names one of the options. */
  readonly required?: true
}

export interface SettingGroup {
  readonly id: string
  readonly fields: readonly SettingField[]
}

type Name = SettingField['name']
type More = Omit<SettingField, 'name' | 'kind' | 'options'>

const text = (name: Name, more: More = {}): SettingField => ({ name, kind: 'text', ...more })
const uri = (name: Name, placeholder: string, more: More = {}): SettingField => ({
  name,
  kind: 'uri',
  placeholder,
  ...more
})
const list = (name: Name, more: More = {}): SettingField => ({ name, kind: 'list', ...more })
const uris = (name: Name, placeholder: string, more: More = {}): SettingField => ({
  name,
  kind: 'uris',
  placeholder,
  mono: true,
  wide: true,
  ...more
})
const flag = (name: Name, more: More = {}): SettingField => ({ name, kind: 'flag', ...more })
const choice = (name: Name, options: readonly string[], more: More = {}): SettingField => ({
  name,
  kind: 'choice',
  options,
  ...more
})

/** How an answer is encrypted to the client: the key's algorithm and the content's. */
const encryption = (alg: Name, enc: Name): SettingField[] => [
  choice(alg, KEY_MANAGEMENT_ALGORITHMS, { rare: true }),
  choice(enc, CONTENT_ENCRYPTION_ALGORITHMS, { rare: true })
]

/** Every field of a client that its settings edit, grouped by what one wants to do. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: 'about',
    fields: [
      text('client_name'),
      uri('client_uri', 'https://example.com'),
      list('contacts', { placeholder: 'team@example.com' }),
      text('owner', { administrators: true }),
      uri('policy_uri', 'https://example.com/privacy'),
      uri('tos_uri', 'https://example.com/terms'),
      choice('application_type', APPLICATION_TYPES, { required: true, rare: true }),
      uri('logo_uri', 'https://example.com/logo.svg', { rare: true }),
      text('software_id', { rare: true, mono: true }),
      text('software_version', { rare: true, mono: true })
    ]
  },
  {
    id: 'signIn',
    fields: [
      uris('redirect_uris', 'http://localhost:3000/callback'),
      flag('require_pkce'),
      flag('skip_consent'),
      { name: 'default_max_age', kind: 'seconds', rare: true },
      flag('require_auth_time', { rare: true }),
      list('default_acr_values', { rare: true, mono: true, placeholder: 'urn:example:loa:2' }),
      uri('initiate_login_uri', 'https://example.com/login', { rare: true })
    ]
  },
  {
    id: 'access',
    fields: [
      { name: 'grant_types', kind: 'choices', options: GRANT_TYPES, required: true, wide: true },
      text('scope', { mono: true, wide: true }),
      { name: 'response_types', kind: 'choices', options: RESPONSE_TYPES, rare: true, wide: true },
      list('authorization_details_types', { rare: true, mono: true, placeholder: 'payment_initiation' })
    ]
  },
  {
    id: 'signOut',
    fields: [
      uris('post_logout_redirect_uris', 'http://localhost:3000/signed-out'),
      uri('backchannel_logout_uri', 'https://example.com/backchannel-logout', { mono: true }),
      flag('backchannel_logout_session_required'),
      uri('frontchannel_logout_uri', 'https://example.com/frontchannel-logout', { mono: true }),
      flag('frontchannel_logout_session_required')
    ]
  },
  {
    id: 'binding',
    fields: [
      flag('dpop_bound_access_tokens'),
      flag('tls_client_certificate_bound_access_tokens'),
      choice('subject_type', SUBJECT_TYPES, { required: true }),
      uri('sector_identifier_uri', 'https://example.com/redirect-uris.json', { rare: true, mono: true }),
      choice('access_token_signing_alg', SIGNING_ALGORITHMS, { rare: true })
    ]
  },
  {
    id: 'requests',
    fields: [
      flag('require_pushed_authorization_requests'),
      flag('require_signed_request_object'),
      choice('request_object_signing_alg', CLIENT_SIGNING_ALGORITHMS),
      choice('authorization_signed_response_alg', SIGNING_ALGORITHMS),
      uris('request_uris', 'https://example.com/request.jwt', { rare: true }),
      ...encryption('authorization_encrypted_response_alg', 'authorization_encrypted_response_enc')
    ]
  },
  {
    id: 'answers',
    fields: [
      choice('id_token_signed_response_alg', SIGNING_ALGORITHMS),
      choice('userinfo_signed_response_alg', SIGNING_ALGORITHMS),
      choice('introspection_signed_response_alg', SIGNING_ALGORITHMS),
      ...encryption('id_token_encrypted_response_alg', 'id_token_encrypted_response_enc'),
      ...encryption('userinfo_encrypted_response_alg', 'userinfo_encrypted_response_enc'),
      ...encryption('introspection_encrypted_response_alg', 'introspection_encrypted_response_enc')
    ]
  }
]

export const SETTING_FIELDS = SETTING_GROUPS.flatMap(({ fields }) => fields)
