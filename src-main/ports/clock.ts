/** The one source of "now". Tests hold and move it; nothing else asks the machine for the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number
  /** Whole seconds since 1970, as tokens carry them (RFC 7519 §2, NumericDate). */
  nowSeconds(): number
}
