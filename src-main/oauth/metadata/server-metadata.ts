/** The names of RFC 8414 §2 and OpenID Connect Discovery §3, and of the specifications that add to them. */
export type ServerMetadata = Readonly<Record<string, string | boolean | readonly string[]>>
