/** Something that a specification allows and this server refuses on purpose. */
export interface Refusal {
  readonly what: string
  readonly why: string
  /** The name of the test that shows it, or a part of it. */
  readonly test: string
}

export interface Specification {
  /** As tests cite it. */
  readonly name: string
  readonly title: string
  readonly refused?: readonly Refusal[]
}

/** The specifications that the server speaks. Which of their sections are proven is read from the tests themselves. */
export const SPECIFICATIONS: readonly Specification[] = [
  {
    name: 'RFC 6749',
    title: 'The OAuth 2.0 Authorization Framework',
    refused: [
      {
        what: 'A redirect URI that differs in any character, or a pattern',
        why: 'codes leak through what was not registered (RFC 9700 §4.1)',
        test: 'oidcc-ensure-registered-redirect-uri'
      }
    ]
  },
  { name: 'RFC 6750', title: 'Bearer Token Usage' },
  { name: 'RFC 7009', title: 'Token Revocation' },
  { name: 'RFC 7517', title: 'JSON Web Key' },
  { name: 'RFC 7521', title: 'Assertion Framework' },
  { name: 'RFC 7523', title: 'JWT Profile for Client Authentication and Authorization Grants' },
  {
    name: 'RFC 7591',
    title: 'Dynamic Client Registration',
    refused: [
      {
        what: 'Software statements',
        why: 'a statement is worth what its issuer is trusted with, and none is (RFC 7591 §2.3)',
        test: 'holds no software statement, since none is trusted'
      }
    ]
  },
  { name: 'RFC 7592', title: 'Dynamic Client Registration Management' },
  { name: 'RFC 7636', title: 'Proof Key for Code Exchange' },
  { name: 'RFC 7662', title: 'Token Introspection' },
  { name: 'RFC 8252', title: 'OAuth 2.0 for Native Apps' },
  { name: 'RFC 8414', title: 'Authorization Server Metadata' },
  { name: 'RFC 8628', title: 'Device Authorization Grant' },
  { name: 'RFC 8693', title: 'Token Exchange' },
  { name: 'RFC 8705', title: 'Mutual-TLS Client Authentication and Certificate-Bound Access Tokens' },
  { name: 'RFC 8707', title: 'Resource Indicators' },
  { name: 'RFC 8725', title: 'JSON Web Token Best Current Practices' },
  { name: 'RFC 9068', title: 'JWT Profile for Access Tokens' },
  {
    name: 'RFC 9101',
    title: 'JWT-Secured Authorization Request',
    refused: [
      {
        what: 'Request objects that are unsigned, or signed with an algorithm that is not the client’s',
        why: 'anybody could have written them (RFC 8725 §3.1)',
        test: 'oidcc-unsigned-request-object'
      }
    ]
  },
  { name: 'RFC 9126', title: 'Pushed Authorization Requests' },
  { name: 'RFC 9207', title: 'Authorization Server Issuer Identification' },
  { name: 'RFC 9396', title: 'Rich Authorization Requests' },
  { name: 'RFC 9449', title: 'Demonstrating Proof of Possession' },
  { name: 'RFC 9700', title: 'Best Current Practice for OAuth 2.0 Security' },
  { name: 'RFC 9701', title: 'JWT Response for Token Introspection' },
  { name: 'OAuth 2.0 Multiple Response Types', title: 'Multiple Response Type Encoding Practices' },
  { name: 'Form Post Response Mode', title: 'OAuth 2.0 Form Post Response Mode' },
  { name: 'JARM', title: 'JWT-Secured Authorization Response Mode' },
  {
    name: 'OpenID Connect Core',
    title: 'OpenID Connect Core 1.0',
    refused: [
      {
        what: 'ID tokens with the algorithm none',
        why: 'whoever takes them takes forged ones too (RFC 8725 §3.1)',
        test: 'oidcc-idtoken-unsigned'
      }
    ]
  },
  { name: 'OpenID Connect Discovery', title: 'OpenID Connect Discovery 1.0' },
  { name: 'OpenID Connect Registration', title: 'OpenID Connect Dynamic Client Registration 1.0' },
  { name: 'RP-Initiated Logout', title: 'OpenID Connect RP-Initiated Logout 1.0' },
  { name: 'Back-Channel Logout', title: 'OpenID Connect Back-Channel Logout 1.0' },
  { name: 'Front-Channel Logout', title: 'OpenID Connect Front-Channel Logout 1.0' },
  { name: 'Session Management', title: 'OpenID Connect Session Management 1.0' }
]
