import type { RawRequest } from '../../contract'

/**
 * The request as a command for a POSIX shell that runs as it stands. `--data-raw`, since `--data` takes a leading @ for
 * the name of a file.
 */
export function curlCommand({ method, url, headers, body }: RawRequest): string {
  return [
    `curl -sS -i -X ${method} ${quote(url)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `--data-raw ${quote(body)}`
  ].join(' \\\n  ')
}

/** Between single quotes a shell reads nothing; a single quote itself ends them, stands escaped, and opens them again. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
