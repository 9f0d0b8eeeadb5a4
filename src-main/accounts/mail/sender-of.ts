import type { Settings } from '../../model'

/** Who a message is from: as it is set, else nobody at the host of the issuer. */
export function createSenderOf({ issuer }: { issuer: () => string }) {
  return ({ mail }: Pick<Settings, 'mail'>): string => mail.from ?? `no-reply@${new URL(issuer()).hostname}`
}
