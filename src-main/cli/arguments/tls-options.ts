import type { OptionDefinitions } from './command'

/** How a server comes to its certificate. */
export const TLS_OPTIONS = {
  https: { type: 'boolean', help: 'speak https with a certificate that a local authority makes' },
  'tls-cert': { type: 'string', value: 'FILE', help: 'speak https with this certificate, in PEM' },
  'tls-key': { type: 'string', value: 'FILE', help: 'its private key, in PEM' }
} as const satisfies OptionDefinitions
