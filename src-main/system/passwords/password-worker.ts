import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

/** What the hasher asks of this thread; `input` has been prepared by the rule for long passwords. */
export type PasswordTask =
  | { readonly id: number; readonly kind: 'hash'; readonly input: string; readonly cost: number }
  | { readonly id: number; readonly kind: 'verify'; readonly input: string; readonly hash: string }

export interface PasswordResult {
  readonly id: number
  readonly result?: string | boolean
  readonly failure?: string
}

/** Lower than the thread that answers requests. */
const NICE = 10

// Linux gives each thread a priority of its own; elsewhere this would slow down the whole process.
if (process.platform === 'linux') lowerPriority()

parentPort?.on('message', (task: PasswordTask) => parentPort?.postMessage(perform(task)))

function perform(task: PasswordTask): PasswordResult {
  try {
    const result =
      task.kind === 'hash'
        ? bcrypt.hashSync(task.input, task.cost)
        : bcrypt.compareSync(task.input, task.hash)
    return { id: task.id, result }
  } catch (error) {
    return { id: task.id, failure: error instanceof Error ? error.message : String(error) }
  }
}

/** A sandbox may forbid it; hashing then competes on equal terms. */
function lowerPriority(): boolean {
  try {
    setPriority(0, NICE)
    return true
  } catch {
    return false
  }
}
