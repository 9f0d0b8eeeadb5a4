import {
  PLAYGROUND_FIELDS,
  PLAYGROUND_FLOW_NAMES,
  type ClientAuthenticationName,
  type Draft,
  type PlaygroundFlowName
} from '../../../src-main/contract'

/** What a person chose, as the form holds it; `undefined` and empty mean: as the client is registered. */
export interface DraftForm {
  flow: PlaygroundFlowName
  client_id: string
  method: ClientAuthenticationName | undefined
  client_secret: string | undefined
  scope: string
  /** What the flow asks for besides, by name; those of other flows stay while the person looks around. */
  values: Record<string, string>
  parameters: { name: string; value: string }[]
}

export function emptyDraftForm(): DraftForm {
  return {
    flow: PLAYGROUND_FLOW_NAMES[0],
    client_id: '',
    method: undefined,
    client_secret: undefined,
    scope: '',
    values: {},
    parameters: []
  }
}

/** The form as the contract wants it: without what was left as it is. */
export function draftOf(form: DraftForm): Draft {
  const scope = form.scope.trim().replace(/\s+/g, ' ')
  return {
    flow: form.flow,
    client_id: form.client_id,
    ...(form.method ? { method: form.method } : {}),
    ...(form.client_secret === undefined ? {} : { client_secret: form.client_secret }),
    ...(scope ? { scope } : {}),
    values: valuesOf(form),
    parameters: form.parameters
      .filter(({ name }) => name !== '')
      .map(({ name, value }): [string, string] => [name, value])
  }
}

/** A draft as the form shows it. */
export function draftFormOf(draft: Draft): DraftForm {
  return {
    flow: draft.flow,
    client_id: draft.client_id,
    method: draft.method,
    client_secret: draft.client_secret,
    scope: draft.scope ?? '',
    values: { ...draft.values },
    parameters: (draft.parameters ?? []).map(([name, value]) => ({ name, value }))
  }
}

/** The values of the chosen flow alone, each as it was typed or as it is at first. */
function valuesOf({ flow, values }: DraftForm): Record<string, string> {
  return Object.fromEntries(
    PLAYGROUND_FIELDS[flow].map(({ name, initial = '' }) => [name, values[name] ?? initial])
  )
}
