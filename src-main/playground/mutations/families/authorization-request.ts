import type { Draft } from '../../../contract'
import { RESPONSE_TYPES, say } from '../../../model'
import { RequestNotBuilt } from '../../request-not-built'
import type { Mutation } from '../mutation'

/** Of a host that nobody can own (RFC 2606 §2). */
const NOBODYS_REDIRECT_URI = 'https://nobody.example/callback'
const NOBODYS_SCOPE = 'a-scope-that-nobody-knows'
/** The scope that no client has unless an administrator gives it. */
const WIDER_SCOPE = 'admin'

const choosing = (draft: Draft, choices: Draft['authorization']): Draft => ({
  ...draft,
  authorization: { ...draft.authorization, ...choices }
})

export const redirectUriUnregistered: Mutation = {
  draft: (draft) => choosing(draft, { redirect_uri: NOBODYS_REDIRECT_URI })
}

export const responseTypeNotAllowed: Mutation = {
  draft: (draft, client) => {
    const refused = RESPONSE_TYPES.find((type) => !(client?.response_types ?? ['code']).includes(type))
    if (refused) return { ...draft, response_type: refused }
    throw new RequestNotBuilt([{ path: ['client_id'], message: say('every_response_type') }])
  }
}

/** RFC 6749 §3.3: asked for besides what the draft asks for. */
export const scopeUnknown: Mutation = {
  draft: (draft) => ({ ...draft, scope: `${draft.scope ?? ''} ${NOBODYS_SCOPE}`.trim() })
}

export const scopeWider: Mutation = {
  draft: (draft) => ({ ...draft, scope: `${draft.scope ?? ''} ${WIDER_SCOPE}`.trim() })
}

export const promptNone: Mutation = {
  draft: (draft) =>
    choosing(draft, {
      parameters: [
        ...(draft.authorization?.parameters ?? []).filter(([name]) => name !== 'prompt'),
        ['prompt', 'none']
      ]
    }),
  run: async ({ authorize, answerOf }) => answerOf(await authorize({ asNobody: true }))
}

/** RFC 6749 §10.12: the answer to another request than the one that was sent. */
export const stateAltered: Mutation = {
  callback: (parameters) =>
    parameters.map((parameter) =>
      parameter.name === 'state' ? { ...parameter, value: `${parameter.value}-altered` } : parameter
    )
}
