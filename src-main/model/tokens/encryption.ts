import { z } from '../zod'

/** How the key of an encrypted token is wrapped or agreed on (RFC 7518 §4.1). */
export const KEY_MANAGEMENT_ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'] as const
export const keyManagementAlgorithmSchema = z.enum(KEY_MANAGEMENT_ALGORITHMS)

/** How its content is encrypted (RFC 7518 §5.1). The default is the one of OpenID Connect Registration §2. */
export const CONTENT_ENCRYPTION_ALGORITHMS = ['A128CBC-HS256', 'A128GCM', 'A256GCM'] as const
export const contentEncryptionAlgorithmSchema = z.enum(CONTENT_ENCRYPTION_ALGORITHMS)
