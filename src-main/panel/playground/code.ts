import { say } from '../../model'
import { draftOfCurl, type Playground } from '../../playground'
import type { PanelBase } from '../access/base'
import type { ClientRights } from '../clients'
import { askedBy, buildable } from './access'
import { refusal } from '../access/refusal'

export interface CodeProcedureDependencies {
  readonly playground: Playground
  readonly rights: ClientRights
}

/** The procedures of `playground` that turn requests into code, and code into requests. */
export function createPlaygroundCode(base: PanelBase, { playground, rights }: CodeProcedureDependencies) {
  return {
    code: base.playground.code.handler(async ({ input: { draft, exchange: id, ...order }, context }) => {
      const asked = await askedBy(rights, draft, context)
      const exchange =
        id === undefined ? undefined : playground.transcript(asked.actor).find((one) => one.id === id)
      if (id !== undefined && !exchange) throw refusal('NOT_FOUND', say('no_such_exchange'))
      return buildable(playground.writeCode(asked, { ...order, ...(exchange && { exchange }) }))
    }),

    parseCurl: base.playground.parseCurl.handler(({ input }) =>
      buildable(Promise.resolve().then(() => draftOfCurl(input.command)))
    )
  }
}
