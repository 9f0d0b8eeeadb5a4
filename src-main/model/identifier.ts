/** The shapes of what the server generates: all of A–Z a–z 0–9, as the original product makes them. */
export const IDENTIFIER_LENGTHS = {
  /** Characters after the prefix `id-`. */
  clientId: 47,
  clientSecret: 50,
  opaqueToken: 255,
  /** By which one of several secrets of a client is named. */
  secretId: 12
} as const

export const CLIENT_ID_PREFIX = 'id-'
