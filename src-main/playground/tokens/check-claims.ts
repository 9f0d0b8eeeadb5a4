import { CHECKED_NAMES, type CheckedName, type ClaimVerdict, type TokenKind } from '../../contract'
import type { Finding, RuleFacts } from './rules/claim-rule'
import { accessTokenHashRule, codeHashRule } from './rules/hash-rules'
import { algorithmRule, typeRule } from './rules/header-rules'
import { audienceRule, authorizedPartyRule, issuerRule, nonceRule } from './rules/party-rules'
import { expiryRule, issuedAtRule, notBeforeRule } from './rules/time-rules'

const RULES: Readonly<Record<CheckedName, (facts: RuleFacts) => Finding>> = {
  typ: typeRule,
  alg: algorithmRule,
  iss: issuerRule,
  aud: audienceRule,
  azp: authorizedPartyRule,
  exp: expiryRule,
  nbf: notBeforeRule,
  iat: issuedAtRule,
  nonce: nonceRule,
  at_hash: accessTokenHashRule,
  c_hash: codeHashRule
}

/** Where the rules of a kind are written, but for those that stand elsewhere. */
const SECTIONS: Readonly<Record<TokenKind, string>> = {
  id_token: 'OpenID Connect Core §3.1.3.7',
  access_token: 'RFC 9068 §4',
  jwt: 'RFC 7519 §4.1'
}
const ELSEWHERE: Partial<Readonly<Record<CheckedName, string>>> = {
  alg: 'RFC 8725 §3.1',
  nbf: 'RFC 7519 §4.1.5',
  azp: 'OpenID Connect Core §2',
  nonce: 'OpenID Connect Core §2',
  at_hash: 'OpenID Connect Core §3.1.3.8',
  c_hash: 'OpenID Connect Core §3.3.2.11'
}
const OF_ID_TOKENS: ReadonlySet<CheckedName> = new Set(['azp', 'nonce', 'at_hash', 'c_hash'])

/**
 * A verdict for each rule that the kind of token has. Access tokens alone must say what they are; the rules of ID tokens hold for
 * others where the claim is there.
 */
export function checkClaims(facts: RuleFacts): ClaimVerdict[] {
  return CHECKED_NAMES.filter((name) => concerns(name, facts)).map((name) => ({
    name,
    section: sectionOf(name, facts.kind),
    ...RULES[name](facts)
  }))
}

function concerns(name: CheckedName, { kind, claims, expected }: RuleFacts): boolean {
  if (name === 'typ') return kind === 'access_token'
  if (kind === 'id_token' || !OF_ID_TOKENS.has(name)) return true
  return name in claims || (name in expected && expected[name as 'azp' | 'nonce'] !== undefined)
}

function sectionOf(name: CheckedName, kind: TokenKind): string {
  if (kind === 'id_token' && ['alg', 'azp', 'nonce'].includes(name)) return SECTIONS.id_token
  return ELSEWHERE[name] ?? SECTIONS[kind]
}
