import { DESKTOP_MESSAGES } from './desktop-messages'
import { KEY_MESSAGES, REFUSALS } from './panel-messages'
import { PLAYGROUND_MESSAGES } from './playground-messages'

/** What is told of a value by its kind, its size and its members. */
export const FORM_MESSAGES = {
  required: 'is required: <kind>',
  wrong_kind: 'must be <kind>',
  required_value: 'is required: <values>',
  required_one_of: 'is required: one of <values>',
  wrong_value: 'must be <values>',
  not_one_of: 'must be one of <values>',
  text_too_short: 'must have at least <size>',
  text_too_long: 'must have at most <size>',
  list_too_short: 'must have at least <size>',
  list_too_long: 'must have at most <size>',
  too_small: 'must be at least <bound>',
  too_big: 'must be at most <bound>',
  unknown_field: 'unknown field',
  unknown_field_near: 'unknown field; did you mean `<nearest>`?',
  unknown_field_among: 'unknown field; known here: <known>',
  no_form: 'is none of the forms that are accepted'
} as const

/** What the schemas and the panel say in their own words. */
export const OWN_MESSAGES = {
  // Texts and addresses.
  empty: '<what> must not be empty',
  too_long: '<what> has at most <max> characters',
  not_ascii: '<what> may hold printable ASCII characters only (RFC 6749 appendix A)',
  not_one_line: '<what> must be one line without control characters',
  not_web_url: 'must be an absolute http or https URL',
  not_absolute: 'must be an absolute URI',
  resource_fragment: 'must hold no fragment (RFC 8707 §2)',
  picture_too_large: 'the picture is larger than 64 KiB',
  not_picture: 'must be a data URI of a PNG, JPEG, GIF, WebP, SVG or ICO picture in base64',
  not_seconds: 'must be a whole number of seconds',
  twice: '<value> stands twice',
  version: 'version must be <version>',

  // Redirect URIs.
  redirect_characters: 'must hold no spaces, control characters or backslashes',
  redirect_relative: 'must be an absolute URI, such as http://localhost:3000/callback',
  redirect_scheme: 'must not use the scheme <scheme>',
  redirect_host: 'must have a host after ://',
  redirect_fragment: 'must hold no fragment (RFC 6749 §3.1.2)',
  redirect_wildcard: 'must hold no wildcard: redirect URIs are compared as exact strings (RFC 9700 §4.1)',
  redirect_user: 'must hold no user name or password',
  redirect_escape: 'must hold only the characters of a URI; write others as %XX (RFC 3986 §2)',

  // What in a client contradicts something else in it.
  secret_required: 'is required by <method>',
  keys_required: 'or jwks_uri is required by <method>',
  keys_twice: 'must not stand beside jwks (RFC 7591 §2)',
  certificate_name: 'tls_client_auth wants exactly one of <names> (RFC 8705 §2.1.2)',
  public_credentials: 'client_credentials is for confidential clients only (RFC 6749 §4.4)',
  public_scope: "<scope> is never given to a client that can't prove itself",
  response_type_grants: '<type> needs <grants> in grant_types (RFC 7591 §2.1)',
  algorithm_differs: '<algorithm> does not go with <method>; one of <algorithms> does',
  algorithm_unused: 'does not go with <method>, which signs nothing',
  secret_short: 'needs at least <count> characters for <algorithm> (RFC 7518 §3.2)',
  encryption_alone: 'must not stand without <member> (OpenID Connect Registration §2)',
  encryption_keyless: 'needs a public key of the client in jwks or at jwks_uri',
  sector_required: 'is required by pairwise with redirect URIs at several hosts (OpenID Connect Core §8.1)',
  secrets_many: 'at most 10 secrets stand beside client_secret',
  key_type: 'kty must be RSA, EC or OKP',
  key_not_public: 'must be a public key: leave out d, p, q, dp, dq, qi, oth and k',
  key_not_private: 'must be a private key',
  redirect_needed: 'Where do people come back to? At least one redirect URI is needed',
  keys_needed: 'is required: paste the public keys',
  keys_place_needed: 'is required: where are the keys?',
  key_set_form: 'must be a JSON Web Key Set, an object with keys (RFC 7517 §5)',

  // Claims.
  claim_nameless: 'a claim needs a name',
  claim_name_long: 'the name of a claim has at most 200 characters',
  claim_name_spaces: 'the name of a claim holds no spaces and no control characters',
  claim_name_unreadable: 'this name is not one that every client could read',
  claim_name_reserved: 'this is a claim of the protocol, which the server makes itself; choose another name',
  claim_id_spaces: 'an id has no spaces',
  claim_placeless: 'a claim needs a place: id_token, access_token or userinfo',
  claim_place_twice: 'a place stands twice',
  claim_empty: 'a claim needs a value or a template',
  claim_twice: 'a claim has a value or a template, not both',
  claim_typed: 'a value has its type already; `type` is for a template',
  claim_null: 'null says nothing; leave the claim out instead',
  claim_not_json: 'must be JSON, at most <levels> levels deep',
  claim_large: 'is too large for a token: at most <max> characters of JSON',
  braces: 'a placeholder is written {{…}}, and here one pair of braces has no other',
  placeholder_path: '{{<text>}} is not a path such as user.email or user.claims["a name"]',
  placeholder_open: '{{<text>}} names nothing of the <root>; write for example {{<example>}}',
  placeholder_near: '{{<text>}} is not known; did you mean <nearest>?',
  placeholder_among: '{{<text>}} is not known; a placeholder reads one of <known>',

  // People, roles, scopes, settings.
  password_short: 'a password has at least 8 characters',
  password_long: 'a password has at most 1000 characters',
  not_email: 'must be an e-mail address',
  not_birthdate: 'must be YYYY-MM-DD or YYYY',
  not_bcrypt: 'must be a bcrypt hash of cost 4 to 15',
  role_name: 'a role is 1 to 100 letters, digits, dots, colons, dashes and underscores',
  scope_token: 'must be printable ASCII without space, " and \\ (RFC 6749 §3.3)',
  scope_list: 'must be scope tokens separated by single spaces (RFC 6749 §3.3)',
  collection_name: 'must be up to 100 letters, digits, blanks, dots, dashes and underscores',
  issuer_scheme: 'must be an http or https URL',
  issuer_query: 'must hold no query and no fragment (RFC 8414 §2)',
  issuer_slash: 'must not end in a slash',
  listen_host: 'must be a host name or an address to listen on, such as localhost or 0.0.0.0',
  certificate_host: 'must be a host name or an address, such as auth.test or 192.168.1.20',
  proxy_address: 'must be an address or a network, such as 127.0.0.1 or 10.0.0.0/8',

  // What only the records that are there can tell.
  name_missing: 'is required, or else an email',
  name_taken: '<name> is taken; each name and each address signs in one person',
  name_taken_by: '<name> is taken by <username>; each name and each address signs in one person',
  subject_taken: '<sub> is the subject of somebody else',
  role_unknown: 'there is no role <name>',
  role_unknown_among: 'there is no role <name>; there are <known>',
  nested_deeper: 'must not be nested deeper than <levels> levels',
  user_unknown: 'there is no user <name>',
  client_unknown: 'there is no client <name>',
  password_documented: 'is the documented password; choose another',
  password_wrong: 'is not your current password',
  moment_past: 'must be a moment to come',
  secretless: '<method> has no secret to make anew',
  replay_get: 'only a GET to this server can be sent again; open others in the playground',
  replay_failed: 'it could not be sent again: <reason>',
  replay_lost: 'it was sent again, and the server did not see it come',

  ...PLAYGROUND_MESSAGES,
  ...KEY_MESSAGES,
  ...REFUSALS,
  ...DESKTOP_MESSAGES
} as const

/**
 * Every sentence by which data is refused, under the name that it is translated by; `<name>` stands for what is filled in.
 * The panel has each of them in its catalogue under `issues`; REST, the command line and the log tell them as they are here.
 */
export const MESSAGES = { ...FORM_MESSAGES, ...OWN_MESSAGES } as const

export type MessageId = keyof typeof MESSAGES
