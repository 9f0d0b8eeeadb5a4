import { createHash } from 'node:crypto'
import stylesheet from '../../../../resources/pages/pages.css?raw'
import bear from '../../../../resources/icons/bear.svg?raw'

/** A path that changes with the content, so that whoever has it never needs to ask again. */
const pathOf = (name: string, extension: string, content: string) =>
  `/assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.${extension}`

export const STYLESHEET_PATH = pathOf('pages', 'css', stylesheet)
export const BEAR_PATH = pathOf('bear', 'svg', bear)

/** The small files of the pages, by their paths. */
export const SMALL_ASSETS: Readonly<Record<string, { readonly type: string; readonly content: string }>> = {
  [STYLESHEET_PATH]: { type: 'text/css; charset=utf-8', content: stylesheet },
  [BEAR_PATH]: { type: 'image/svg+xml', content: bear }
}
