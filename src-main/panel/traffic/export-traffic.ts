import { asHar, asNdjson, describeExchange } from '../../inspector'
import type { PanelContext } from '../access/context'
import type { TrafficView } from './traffic-view'

/** A file with the exchanges that match, oldest first. */
export function createExport({
  view,
  serverName,
  version,
  origin
}: {
  view: TrafficView
  serverName: string
  version: string
  origin: () => string
}) {
  return async (
    { filter, format }: { filter: string; format: 'har' | 'ndjson' },
    context: PanelContext,
    reveal: boolean
  ) => {
    const { found } = await view.find({ filter }, context)
    const shown = found.reverse().map((entry) => ({
      exchange: view.reader.summaryOf(entry),
      ...describeExchange(entry, { reveal, origin: origin() })
    }))
    return format === 'har' ? asHar(shown, { origin: origin(), name: serverName, version }) : asNdjson(shown)
  }
}
