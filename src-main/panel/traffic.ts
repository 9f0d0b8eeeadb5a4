import type { Inspector } from '../inspector'
import type { PanelBase } from './base'

/** Every procedure of `traffic`. */
export function createTraffic(base: PanelBase, { inspector }: { inspector: Pick<Inspector, 'list'> }) {
  return { list: base.traffic.list.handler(({ input }) => inspector.list(input.limit)) }
}
