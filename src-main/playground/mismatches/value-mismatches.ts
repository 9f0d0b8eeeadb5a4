import { PLAYGROUND_FIELDS, type Mismatch } from '../../contract'
import type { Plan } from '../plan/plan'

/** Values that the flow needs and nobody gave; the request can be sent without them all the same. */
export function valueMismatches({ draft }: Plan): Mismatch[] {
  return PLAYGROUND_FIELDS[draft.flow]
    .filter(({ name, optional, generated }) => !optional && !generated && !draft.values[name])
    .map(({ name }) => ({ id: 'value_missing', values: { field: name } }))
}
