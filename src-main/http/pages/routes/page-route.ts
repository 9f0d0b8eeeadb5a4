import type { Visit } from './visit'

/** A page as routes: what a GET shows and what a POST of its form does. */
export interface PageRoute {
  readonly path: string
  readonly get: (visit: Visit) => Promise<void>
  readonly post?: (visit: Visit) => Promise<void>
}
