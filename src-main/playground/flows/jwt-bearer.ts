import { signWithKey } from '../authentication'
import type { PlaygroundFlow } from './flow'
import { scopeParameter } from './scope-parameter'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** RFC 7523 §2.1: the client's signed word about a person, in the place of a sign-in. */
export const jwtBearer: PlaygroundFlow = {
  grantTypes: [GRANT_TYPE],
  confidentialOnly: false,
  signs: true,
  parameters: async ({ scope, values, proof }) => {
    // An assertion works once; the one that proves the client has a `jti` of its own.
    const { jwt } = await signWithKey({ ...proof, jti: `${proof.jti}.grant` }, values['sub'] ?? '')
    return [
      { name: 'grant_type', value: GRANT_TYPE },
      { name: 'assertion', value: jwt, role: 'assertion' },
      ...scopeParameter(scope)
    ]
  }
}
