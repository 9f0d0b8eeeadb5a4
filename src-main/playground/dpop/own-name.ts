import type { Plan } from '../plan/plan'

/** What the server calls an address of its own (RFC 9449 §4.2 `htu`): it may be reached by another name than its issuer's. */
export function ownName({ target }: Pick<Plan, 'target'>, url: string): string {
  const { origin, pathname } = new URL(url)
  const isOwn = target.isOwn && new URL(target.endpoints.token ?? url).origin === origin
  return isOwn ? target.issuer + pathname : origin + pathname
}
