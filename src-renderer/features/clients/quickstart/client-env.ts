/** A client's credentials as lines of a `.env` file, under the names that most libraries' examples use. */
export function clientEnv(client: {
  issuer: string
  client_id: string
  client_secret?: string | undefined
  redirect_uri?: string | undefined
}): string {
  const lines = [`OAUTH2_ISSUER=${quoted(client.issuer)}`, `OAUTH2_CLIENT_ID=${quoted(client.client_id)}`]
  if (client.client_secret !== undefined) lines.push(`OAUTH2_CLIENT_SECRET=${quoted(client.client_secret)}`)
  if (client.redirect_uri !== undefined) lines.push(`OAUTH2_REDIRECT_URI=${quoted(client.redirect_uri)}`)
  return `${lines.join('\n')}\n`
}

/** Values that a shell or a dotenv reader would take apart stand in single quotes. */
function quoted(value: string): string {
  if (/^[\w.:/@+-]*$/.test(value)) return value
  return `'${value.replaceAll("'", `'\\''`)}'`
}
