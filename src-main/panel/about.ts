import type { Notices } from '../contract'
import type { PanelBase } from './access/base'

/** Every procedure of `about`. `notices` reads what the build wrote down. */
export function createAbout(base: PanelBase, { notices }: { notices: () => Notices }) {
  return { notices: base.about.notices.handler(() => notices()) }
}
