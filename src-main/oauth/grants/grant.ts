import type { GrantType } from '../../model'
import type { AuthenticatedClient } from '../client-auth/method'
import type { Form } from '../form'
import type { Presented } from '../sender/presented'
import type { Decision } from '../tokens/decision'

/** A way to a token (RFC 6749 §1.3). */
export interface Grant {
  readonly type: GrantType
  /** Whether only a client that can keep a secret may use it, whatever it is registered with. */
  readonly confidentialOnly: boolean
  /** Decides what the client gets. Throws OAuthError when that is nothing. */
  authorize(client: AuthenticatedClient, form: Form, presented: Presented): Promise<Decision>
}
