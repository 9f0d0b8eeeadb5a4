import { LOG_LEVEL_NAMES } from '../contract'
import type { LogLines } from '../ports'
import type { PanelBase } from './access/base'

/** Every procedure of `logs`. */
export function createLogs(base: PanelBase, { logLines }: { logLines: LogLines }) {
  return {
    list: base.logs.list.handler(({ input: { search, level, offset, limit } }) => {
      const least = LOG_LEVEL_NAMES.indexOf(level)
      const words = search?.toLowerCase()
      const found = logLines
        .all()
        .filter(
          (line) =>
            LOG_LEVEL_NAMES.indexOf(line.level) >= least &&
            (words === undefined || line.text.toLowerCase().includes(words))
        )
        .reverse()
      return { items: found.slice(offset, offset + limit), total: found.length }
    })
  }
}
