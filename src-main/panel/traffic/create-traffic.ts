import type { Inspector } from '../../inspector'
import { say } from '../../model'
import type { Clock, Scheduler, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'
import { createDetail, type DetailDependencies } from './exchange-detail'
import { createExport } from './export-traffic'
import { createReplay, type ReplayDependencies } from './replay-exchange'
import { createTrafficView } from './traffic-view'
import { createWait } from './wait-for-traffic'

export interface TrafficDependencies extends DetailDependencies, ReplayDependencies {
  readonly inspector: Inspector
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly serverName: string
  readonly version: string
}

/** Every procedure of `traffic`. */
export function createTraffic(base: PanelBase, dependencies: TrafficDependencies) {
  const { inspector } = dependencies
  const view = createTrafficView(dependencies)
  const wait = createWait({ ...dependencies, view })
  const detailOf = createDetail({ ...dependencies, view })
  const take = createExport({ ...dependencies, view })
  const replay = createReplay({ ...dependencies, wait })

  function requireEntry(id: number) {
    const entry = inspector.get(id)
    if (entry) return entry
    throw refusal('NOT_FOUND', say('exchange_gone'))
  }

  return {
    list: base.traffic.list.handler(({ input, context }) => view.page(input, context)),
    wait: base.traffic.wait.handler(({ input, context, signal }) => wait(input, context, signal)),
    get: base.traffic.get.handler(({ input, context }) =>
      detailOf(requireEntry(input.id), context.actor, false)
    ),
    reveal: base.traffic.reveal.handler(({ input, context }) =>
      detailOf(requireEntry(input.id), context.actor, true)
    ),

    bookmark: base.traffic.bookmark.handler(({ input }) => {
      const entry = requireEntry(input.id)
      entry.bookmarked = input.bookmarked
      return view.summaryOf(entry)
    }),

    note: base.traffic.note.handler(({ input }) => {
      const entry = requireEntry(input.id)
      entry.note = input.note
      return view.summaryOf(entry)
    }),

    replay: base.traffic.replay.handler(({ input, context, signal }) =>
      replay(requireEntry(input.id), context, signal)
    ),

    clear: base.traffic.clear.handler(() => ({ removed: inspector.clear() })),
    restore: base.traffic.restore.handler(() => ({ restored: inspector.restore() })),
    export: base.traffic.export.handler(({ input, context }) => take(input, context, false)),
    exportRevealed: base.traffic.exportRevealed.handler(({ input, context }) => take(input, context, true))
  }
}
