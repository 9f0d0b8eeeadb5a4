const SHORT: Readonly<Record<string, string>> = {
  client_credentials: 'client_credentials',
  authorization_code: 'code',
  refresh_token: 'refresh',
  password: 'password',
  'urn:ietf:params:oauth:grant-type:device_code': 'device',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'jwtBearer'
}

/** A grant in a word or two; one that is unknown as it came. */
export function grantName(
  grant: string | undefined,
  { t, te }: { t: (key: string) => string; te: (key: string) => boolean }
): string {
  if (grant === undefined) return '—'
  const key = `traffic.grant.${SHORT[grant] ?? ''}`
  return Object.hasOwn(SHORT, grant) && te(key) ? t(key) : grant
}
