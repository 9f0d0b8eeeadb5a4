import type { MutationSteps, StepOf } from './mutation'

/** A step in the name of another client, with what that client proves itself by. */
export async function asOtherClient({ draft, otherClient }: MutationSteps): Promise<StepOf> {
  const client = await otherClient()
  const { method: _method, client_secret: _secret, privateKey: _key, ...rest } = draft
  return { client, draft: { ...rest, client_id: client.client_id } }
}
