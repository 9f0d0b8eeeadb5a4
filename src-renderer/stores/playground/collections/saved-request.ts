import {
  PLAYGROUND_FIELDS,
  playgroundFlowKind,
  type CollectionRequest,
  type Draft
} from '../../../../src-main/contract'

/** What is said of a request when it is saved. */
export interface SavingChoices {
  readonly name: string
  /** As whom is signed in; empty: nobody was chosen. */
  readonly user: string
  /** Whether secrets and tokens go into the file; it is for a team to read. */
  readonly withSecrets: boolean
}

/** A draft as a collection keeps it: what is made by chance is made anew each time. */
export function savedRequest(draft: Draft, { name, user, withSecrets }: SavingChoices): CollectionRequest {
  const { flow, client_id, client_secret, method, scope, response_type, authorization, dpop, mutation } =
    draft
  const kept = PLAYGROUND_FIELDS[flow].filter(
    ({ generated, secret }) => !generated && (withSecrets || !secret)
  )
  const values = Object.fromEntries(
    kept.flatMap((field) => (draft.values?.[field.name] ? [[field.name, draft.values[field.name]!]] : []))
  )
  const withPerson = user !== '' && playgroundFlowKind(flow) !== 'direct'
  return {
    name,
    flow,
    client_id,
    ...(withSecrets && client_secret !== undefined ? { client_secret } : {}),
    ...(method ? { method } : {}),
    ...(withPerson ? { user } : {}),
    ...(scope ? { scope } : {}),
    ...(response_type ? { response_type } : {}),
    ...(authorization ? { authorization } : {}),
    ...(dpop ? { dpop } : {}),
    ...(Object.keys(values).length ? { values } : {}),
    ...(draft.parameters?.length ? { parameters: draft.parameters } : {}),
    ...(mutation ? { mutation: mutation as CollectionRequest['mutation'] } : {}),
    ...(mutation ? {} : { expect: { ok: true } })
  }
}

/** A saved request as a draft, with what its variables stand for; one that nobody knows stays as it is written. */
export function draftOfSaved(request: CollectionRequest, variables: Readonly<Record<string, string>>): Draft {
  const filled = JSON.parse(
    JSON.stringify(request).replace(/\{\{([\w.]+)\}\}/g, (whole, name: string) => {
      const value = variables[name]
      return value === undefined ? whole : JSON.stringify(value).slice(1, -1)
    })
  ) as CollectionRequest
  const { name: _name, user: _user, expect: _expect, ...draft } = filled
  return draft
}
