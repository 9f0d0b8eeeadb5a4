/** Headers that curl makes itself, or that only held for that connection. */
const LEFT_OUT = new Set(['host', 'content-length', 'connection', 'accept-encoding'])

/** The request as a command for a POSIX shell that runs as it stands. */
export function curlOf(
  request: { method: string; target: string; headers: readonly (readonly [string, string])[]; body: string },
  origin: string
): string {
  const { method, target, headers, body } = request
  const kept = headers.filter(([name]) => !LEFT_OUT.has(name.toLowerCase()))
  return [
    `curl -sS -i -X ${method} ${quote(`${origin}${target}`)}`,
    ...kept.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    // `--data` would take a leading @ for the name of a file.
    ...(body === '' ? [] : [`--data-raw ${quote(body)}`])
  ].join(' \\\n  ')
}

/** Between single quotes a shell reads nothing; a single quote itself ends them, stands escaped, and opens them again. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
