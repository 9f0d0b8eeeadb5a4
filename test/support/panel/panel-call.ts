import { contract } from '../../../src-main/contract'

/** Calls a procedure by its path, such as `clients.list`; rejects with what the transport makes of a refusal. */
export type PanelCall = (
  procedure: string,
  input?: unknown,
  options?: { signal?: AbortSignal }
) => Promise<unknown>

/** A refusal, as every transport gives it. */
export interface PanelRefusal {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly issues?: readonly { path: readonly (string | number)[]; message: string }[]
}

/** What a call is refused with; fails when it isn't refused. */
export async function refusalOf(call: Promise<unknown>): Promise<PanelRefusal> {
  const error = await call.then(
    (output) => {
      throw new Error(`It was not refused but answered ${JSON.stringify(output)}`)
    },
    (reason: unknown) => reason
  )
  const { code, status, message, data } = error as PanelRefusal & {
    data?: { issues?: PanelRefusal['issues'] }
  }
  if (code === undefined) throw error
  const issues = data?.issues?.map(({ path, message }) => ({ path, message }))
  return { code, status, message, ...(issues ? { issues } : {}) }
}

interface Described {
  readonly '~orpc': {
    readonly route: { readonly method?: string; readonly path?: string; readonly inputStructure?: string }
  }
}

/** Every procedure of the contract by its path. */
export function procedures(): Map<string, Described['~orpc']['route']> {
  const found = new Map<string, Described['~orpc']['route']>()
  for (const [resource, members] of Object.entries(contract))
    for (const [name, procedure] of Object.entries(members))
      found.set(`${resource}.${name}`, (procedure as unknown as Described)['~orpc'].route)
  return found
}
