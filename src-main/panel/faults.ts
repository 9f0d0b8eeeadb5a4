import { say } from '../model'
import type { FaultBoard, Store } from '../ports'
import type { PanelBase } from './access/base'
import { refusal, unprocessable } from './access/refusal'

/** Every procedure of `faults`. */
export function createFaults(
  base: PanelBase,
  { faults, store }: { faults: FaultBoard; store: Pick<Store, 'clients'> }
) {
  return {
    list: base.faults.list.handler(() => ({ items: [...faults.list()] })),

    arm: base.faults.arm.handler(async ({ input }) => {
      const client_id = 'client_id' in input ? input.client_id : undefined
      if (client_id !== undefined && !(await store.clients.get(client_id)))
        throw unprocessable([{ path: ['client_id'], message: say('no_such_client') }])
      return faults.arm(input)
    }),

    disarm: base.faults.disarm.handler(({ input: { id } }) => {
      if (!faults.disarm(id)) throw refusal('NOT_FOUND', say('no_such_fault'))
    }),

    disarmAll: base.faults.disarmAll.handler(() => ({ count: faults.disarmAll() }))
  }
}
