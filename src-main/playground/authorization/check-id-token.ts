import type { IdTokenCheck, TokenVerdict } from '../../contract'
import type { Plan } from '../plan/plan'
import { openEncrypted } from '../tokens/open-encrypted'
import { parseKeys } from '../tokens/parse-keys'
import { readJwt } from '../tokens/read-jwt'
import { TokenFault } from '../tokens/token-fault'
import { verifyToken } from '../tokens/verify-token'
import { secretOf, type KeyMaterial } from '../tokens/key-material'

/** Seconds by which the clocks of two servers may differ. */
const SKEW_SECONDS = 30

/** What came with an ID token. */
export interface Companions {
  readonly access_token?: string | undefined
  readonly code?: string | undefined
}

/** The text of the key set that the target's tokens are signed with. Rejects where it can't be had. */
export type KeySetOf = (plan: Plan) => Promise<string>

/** What was found, and the token as it came out of its encryption; undefined: what came can't be read as one. */
export interface CheckedIdToken {
  readonly check: IdTokenCheck
  readonly token?: string
}

/** An ID token as a client must look at it before it believes a word (OpenID Connect Core §3.1.3.7, §3.2.2.11, §3.3.2.12). */
export type CheckIdToken = (plan: Plan, jwt: string, companions: Companions) => Promise<CheckedIdToken>

export function createCheckIdToken(dependencies: {
  keySetOf: KeySetOf
  nowSeconds: () => number
}): CheckIdToken {
  const { keySetOf, nowSeconds } = dependencies

  return async (plan, jwt, { access_token, code }) => {
    const { mutation, target, draft } = plan
    const { nonce } = draft.values
    const asked = { audience: draft.client_id, ...(nonce ? { nonce } : {}) }
    const { audience: aud, ...rest } = mutation.expects?.(asked) ?? asked
    const expected = {
      iss: target.issuer,
      aud,
      ...rest,
      ...(access_token !== undefined && { access_token }),
      ...(code !== undefined && { code })
    }
    try {
      const opened = await openEncrypted(jwt, plan.credentials.decryptionKeys ?? [])
      // What stays closed can't be made wrong either.
      const isOpen = readJwt(opened.token).kind === 'jws'
      const token = (isOpen && mutation.idToken?.(opened.token)) || opened.token
      const keys = withSecret(parseKeys(await keySetOf(plan)), plan)
      const question = { token, kind: 'id_token' as const, keys, expected, skewSeconds: SKEW_SECONDS }
      const check = checkOf(await verifyToken(question, nowSeconds()))
      return {
        check: { ...check, ...(opened.encryption && { encryption: opened.encryption }) },
        token: opened.token
      }
    } catch (error) {
      if (error instanceof TokenFault)
        return { check: { signature: { ok: false, reason: error.message }, claims: [] } }
      throw error
    }
  }
}

/** A client's secret is a key too, where the ID token is signed by HMAC (OpenID Connect Core §10.1). */
export function withSecret(material: KeyMaterial, { credentials }: Plan): KeyMaterial {
  const secret = credentials.client_secret
  return secret === undefined ? material : { ...material, secrets: [...material.secrets, secretOf(secret)] }
}

function checkOf({ signature, claims }: TokenVerdict): IdTokenCheck {
  // What nobody asked for and nothing came of is no check.
  const looked = claims.filter(({ outcome }) => outcome !== 'not_checked')
  return {
    signature: {
      ok: signature.outcome === 'ok',
      ...(signature.outcome !== 'ok' && { reason: signature.reason })
    },
    claims: looked.map(({ name, outcome, reason, values }) => ({
      id: name,
      ok: outcome === 'ok',
      ...(outcome !== 'ok' && { expected: values.expected ?? reason }),
      ...((values.received ?? values.seconds) !== undefined && { actual: values.received ?? values.seconds })
    }))
  }
}

/** Whether everything that was looked at held. An encrypted token is for its client's own key to open: nothing is known of it. */
export function isGood({ signature, claims }: IdTokenCheck): boolean {
  return (signature.ok || signature.reason === 'encrypted') && claims.every(({ ok }) => ok)
}
