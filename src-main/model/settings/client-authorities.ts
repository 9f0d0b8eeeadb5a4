import type { Settings } from './settings'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\s*/g

/** The settings with a certificate, in PEM, beside those that are trusted to vouch for clients (RFC 8705 §2.1). */
export function withClientAuthority(settings: Settings, authority: string): Settings {
  const others = settings.https.client_ca ?? ''
  return trusting(
    settings,
    others === '' || others.endsWith('\n') ? others + authority : `${others}\n${authority}`
  )
}

/** The settings without it, however its lines are broken by now; everything else stays as somebody wrote it. */
export function withoutClientAuthority(settings: Settings, authority: string): Settings {
  const trusted = settings.https.client_ca ?? ''
  const others = trusted.replace(CERTIFICATE, (one) => (bare(one) === bare(authority) ? '' : one))
  return others === trusted ? settings : trusting(settings, others.trim() === '' ? null : others)
}

const trusting = (settings: Settings, client_ca: string | null): Settings => ({
  ...settings,
  https: { ...settings.https, client_ca }
})

const bare = (pem: string): string => pem.replace(/\s/g, '')
