/** A browser whose pages are answered by nobody: it is signed in, agrees or refuses, as somebody said beforehand. */
export interface StandIn {
  /** The value of its `Cookie` header. */
  readonly cookie: string
  /**
   * Answers a page of the sign-in (its path and query), and says where the browser goes on. Undefined: there is no such page, or nobody
   * is signed in who could answer it.
   */
  answer(page: string, decision: 'allow' | 'deny'): Promise<string | undefined>
  /** Types the code of a device (RFC 8628 §3.3), and says where the browser goes on; undefined: nobody waits under it. */
  enterUserCode(userCode: string): Promise<string | undefined>
}

/** Opens the stand-in of a person, by their username; without one it is a browser in which nobody is signed in. Undefined: there is no such person, or they are blocked. */
export type OpenStandIn = (username: string | undefined) => Promise<StandIn | undefined>
