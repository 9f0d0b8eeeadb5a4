/** How an authorization response travels (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode, JARM §2.3). */
export const RESPONSE_MODES = [
  'query',
  'fragment',
  'form_post',
  'query.jwt',
  'fragment.jwt',
  'form_post.jwt'
] as const
export type ResponseMode = (typeof RESPONSE_MODES)[number]
