/** Cryptographic randomness. */
export interface Random {
  /** `length` characters of A–Z a–z 0–9, each with 5.95 bits of entropy. */
  alphanumeric(length: number): string
  /** A version 4 UUID. */
  uuid(): string
}
