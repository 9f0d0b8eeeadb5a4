import type { Finding } from '../../contract'
import type { Machine } from '../../ports'
import { found, type Situation } from './situation'

const MIB = 1024 * 1024
/** Below this the next backup may not fit. */
const SCARCE = 200 * MIB

/** Whether the data has a place that holds, and that nobody else looks into. */
export async function checkData({ data }: Situation, machine: Machine): Promise<Finding[]> {
  const { kind, folder, damage, heldBy } = data
  if (kind === 'memory') return [found('data_in_memory')]
  if (kind !== 'json-file' || folder === undefined) return [found('data_elsewhere')]
  const state = await machine.folderState(folder)
  if (state.problem !== undefined) return [found('data_unwritable', { folder, reason: state.problem })]
  if (!state.exists) return [found('data_to_come', { folder })]
  const free = state.freeBytes === undefined ? undefined : Math.floor(state.freeBytes / MIB)
  const problems = [
    ...(damage === undefined ? [] : [found('data_damaged', { reason: damage })]),
    ...(heldBy === undefined ? [] : [found('data_in_use', { folder, pid: heldBy })]),
    ...(state.isOpen ? [found('data_readable', { folder })] : []),
    ...(state.freeBytes !== undefined && state.freeBytes < SCARCE
      ? [found('data_nearly_full', { folder, free: free! })]
      : [])
  ]
  return problems.length > 0 ? problems : [found('data_good', { folder, free: free ?? '?' })]
}
