import { DEFAULT_SETTINGS, type Settings } from '../../../model'
import type { CollectionName } from '../../../ports'
import { createIndexes, type Indexes } from '../indexes'
import { definitionOf, type AnyRecord, type Change } from '../record'
import type { Subscribers } from '../subscribers'
import type { Table } from '../table'

/** What one write decides to do, having seen the newest state. */
export interface Decision<T> {
  readonly changes?: readonly Change[]
  readonly settings?: Settings
  readonly result: T
}

/** The newest configuration: what stands, with the decisions that are on their way to the disk laid over it. */
export interface ConfigurationView {
  readonly settings: Settings
  get(name: CollectionName, key: string): AnyRecord | undefined
  find(name: CollectionName, index: string, value: string): readonly AnyRecord[]
}

/** Changes that are written as one. */
export interface ConfigurationBatch {
  readonly changes: readonly Change[]
  readonly settings?: Settings
}

export interface ConfigurationWriter {
  settings(): Settings
  /** Decides on the newest state, and resolves when what was decided is durable. What `decide` throws rejects it alone. */
  write<T>(decide: (view: ConfigurationView) => Decision<T>): Promise<T>
  /** Takes in what was read or written elsewhere, without persisting it. */
  apply(batch: ConfigurationBatch): void
  /** Runs `job` between two writes. */
  between<T>(job: () => Promise<T>): Promise<T>
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
}

/** What is on its way in one collection, and where it stands by its indexes: of many writes that wait, each looks through no other. */
interface Staged {
  readonly changes: Map<string, Change>
  readonly records: Map<string, AnyRecord>
  readonly indexes: Indexes
}

interface Job {
  decide(view: ConfigurationView): Decision<unknown>
  resolve(result: unknown): void
  reject(reason: unknown): void
}

/**
 * One queue for all writes of the configuration. Writes that wait at one moment are persisted together; until then nobody sees them.
 * `prepare` runs before each, `persist` rejects to leave everything as it is, and `finish` runs when nothing more is to be persisted. Where `persist`
 * finds that somebody else wrote since `prepare`, it writes nothing and is `outdated`: then everything is prepared and decided anew.
 */
export function createConfigurationWriter(deps: {
  tables: ReadonlyMap<CollectionName, Table>
  subscribers: Pick<Subscribers, 'announce'>
  prepare: () => Promise<void>
  persist: (batch: ConfigurationBatch) => Promise<void> | Promise<'written' | 'outdated'>
  finish?: () => Promise<void>
}): ConfigurationWriter {
  const { tables, subscribers, prepare, persist, finish } = deps
  let settings = DEFAULT_SETTINGS
  let waiting: Job[] = []
  let last: Promise<unknown> = Promise.resolve()

  function between<T>(job: () => Promise<T>): Promise<T> {
    const done = last.then(job)
    // The next job runs whether or not this one failed; whoever asked for this one hears of it.
    last = done.catch(() => undefined)
    return done
  }

  function apply(batch: ConfigurationBatch): void {
    for (const { name, key, after } of batch.changes) {
      if (after) tables.get(name)?.put(after)
      else tables.get(name)?.delete(key)
    }
    settings = batch.settings ?? settings
    subscribers.announce(batch.changes, batch.settings !== undefined)
  }

  /** Whether the jobs were answered; false: they have to decide anew. */
  async function isDone(jobs: readonly Job[]): Promise<boolean> {
    await prepare()
    const { batch, settle, refuse } = decideAll(jobs, tables, settings)
    if (batch.changes.length > 0 || batch.settings) {
      try {
        if ((await persist(batch)) === 'outdated') return false
      } catch (reason) {
        refuse()
        throw reason
      }
      apply(batch)
    }
    settle()
    refuse()
    return true
  }

  async function writeWaiting(): Promise<void> {
    const jobs = waiting
    waiting = []
    if (jobs.length === 0) return
    try {
      while (!(await isDone(jobs)));
    } catch (reason) {
      for (const job of jobs) job.reject(reason)
    } finally {
      await finish?.()
    }
  }

  return {
    settings: () => settings,
    write: <T>(decide: (view: ConfigurationView) => Decision<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ decide, resolve: (result) => resolve(result as T), reject })
        if (waiting.length === 1) void between(writeWaiting)
      }),
    apply,
    between,
    async idle() {
      await last
    }
  }
}

/** Lets every job decide on what the ones before it decided. A job that throws is rejected and leaves no trace. */
function decideAll(jobs: readonly Job[], tables: ReadonlyMap<CollectionName, Table>, current: Settings) {
  const staged = new Map<CollectionName, Staged>()
  const settled: (() => void)[] = []
  const refused: (() => void)[] = []
  let settings: Settings | undefined

  for (const job of jobs) {
    try {
      const decision = job.decide(createView(tables, staged, settings ?? current))
      settings = decision.settings ?? settings
      for (const change of decision.changes ?? []) stage(staged, change)
      settled.push(() => job.resolve(decision.result))
    } catch (reason) {
      refused.push(() => job.reject(reason))
    }
  }
  const changes = [...staged.values()].flatMap((one) => [...one.changes.values()])
  return {
    batch: { changes, ...(settings && { settings }) } satisfies ConfigurationBatch,
    settle: () => settled.forEach((resolve) => resolve()),
    refuse: () => refused.forEach((reject) => reject())
  }
}

function stage(staged: Map<CollectionName, Staged>, change: Change): void {
  const { name, key, after } = change
  const one = staged.get(name) ?? nothingStaged(name)
  staged.set(name, one)
  const before = one.records.get(key)
  one.changes.set(key, change)
  if (after) one.records.set(key, after)
  else one.records.delete(key)
  one.indexes.change(key, before, after)
}

function nothingStaged(name: CollectionName): Staged {
  const records = new Map<string, AnyRecord>()
  return { changes: new Map(), records, indexes: createIndexes(definitionOf(name), records) }
}

function createView(
  tables: ReadonlyMap<CollectionName, Table>,
  staged: ReadonlyMap<CollectionName, Staged>,
  settings: Settings
): ConfigurationView {
  return {
    settings,
    get(name, key) {
      const change = staged.get(name)?.changes.get(key)
      return change ? change.after : tables.get(name)?.get(key)
    },
    find(name, index, value) {
      const found = tables.get(name)?.find(index, value) ?? []
      const over = staged.get(name)
      if (!over) return found
      const keyOf = definitionOf(name).key
      const standing = found.filter((record) => !over.changes.has(keyOf(record)))
      const added = [...over.indexes.of(index).keys(value)].flatMap((key) => over.records.get(key) ?? [])
      return [...standing, ...added]
    }
  }
}
