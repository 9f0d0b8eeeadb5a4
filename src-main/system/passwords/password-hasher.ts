import { Worker } from 'node:worker_threads'
import { BusyError, type PasswordHasher } from '../../ports'
import { BCRYPT_COST, bcryptInput } from './password-rule'
import type { PasswordResult, PasswordTask } from './password-worker'

const LONGEST_QUEUE = 500

type NewTask = { kind: 'hash'; input: string; cost: number } | { kind: 'verify'; input: string; hash: string }

interface Waiting {
  readonly task: PasswordTask
  readonly resolve: (value: string | boolean) => void
  readonly reject: (error: Error) => void
}

export interface ClosablePasswordHasher extends PasswordHasher {
  close(): Promise<void>
}

/**
 * Hashes in a thread of its own at low priority, so that requests go on while people sign in. The thread starts with the first
 * password. Rejects when more than 500 passwords wait. `worker` is where the built password-worker.js lies, or its code.
 */
export function createPasswordHasher(worker: URL | { readonly code: string }): ClosablePasswordHasher {
  const queue: Waiting[] = []
  let thread: Worker | undefined
  let current: Waiting | undefined
  let lastId = 0

  function start(): Worker {
    const started =
      worker instanceof URL
        ? new Worker(worker, { name: 'passwords' })
        : new Worker(worker.code, { name: 'passwords', eval: true })
    started.on('message', (result: PasswordResult) => settle(result))
    started.on('error', (error) => fail(started, error))
    started.on('exit', (code) => fail(started, new Error(`The password thread ended with code ${code}`)))
    started.unref()
    return started
  }

  function next(): void {
    if (current) return
    current = queue.shift()
    if (!current) return thread?.unref()
    thread ??= start()
    thread.ref()
    thread.postMessage(current.task)
  }

  function settle({ id, result, failure }: PasswordResult): void {
    if (!current || current.task.id !== id) return
    const { resolve, reject } = current
    current = undefined
    if (result === undefined) reject(new Error(`A password could not be hashed: ${failure}`))
    else resolve(result)
    next()
  }

  function fail(which: Worker, error: Error): void {
    if (which !== thread) return
    thread = undefined
    current?.reject(error)
    current = undefined
    next()
  }

  function ask(task: NewTask): Promise<string | boolean> {
    if (queue.length >= LONGEST_QUEUE)
      return Promise.reject(new BusyError(`More than ${LONGEST_QUEUE} passwords wait to be hashed`))
    return new Promise((resolve, reject) => {
      queue.push({ task: { ...task, id: ++lastId }, resolve, reject })
      next()
    })
  }

  return {
    hash: async (password) =>
      String(await ask({ kind: 'hash', input: bcryptInput(password), cost: BCRYPT_COST })),
    verify: async (password, hash) =>
      (await ask({ kind: 'verify', input: bcryptInput(password), hash })) === true,
    async close() {
      for (const { reject } of queue.splice(0)) reject(new Error('The server is closing'))
      const last = thread
      thread = undefined
      current?.reject(new Error('The server is closing'))
      current = undefined
      await last?.terminate()
    }
  }
}
