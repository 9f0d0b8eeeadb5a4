export type Claims = Record<string, unknown>

/** Who or what put a claim where it stands. */
export type ClaimOrigin =
  /** The protocol has it so. */
  | { readonly by: 'server' }
  /** A scope that was granted releases it of the person. */
  | { readonly by: 'scope'; readonly scope: string }
  /** The `claims` parameter of the request asked for it (OpenID Connect Core §5.5). */
  | { readonly by: 'request' }
  /** The client carries it. */
  | { readonly by: 'client' }
  /** A rule of the server, by its id. */
  | { readonly by: 'rule'; readonly id: string }

/** Claims of one origin. Tokens and answers are made of such layers, of which a later one lies over the ones before. */
export interface ClaimLayer {
  readonly origin: ClaimOrigin
  readonly claims: Readonly<Claims>
}

/** What the client reads. */
export function mergeLayers(layers: readonly ClaimLayer[]): Claims {
  // No claim is called __proto__: neither rules nor records take such a name.
  const merged: Claims = {}
  for (const { claims } of layers) for (const name of Object.keys(claims)) merged[name] = claims[name]
  return merged
}
