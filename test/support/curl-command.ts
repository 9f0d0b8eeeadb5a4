/** Runs a line of the documentation as curl would: the options that the pages use, and a clear error for any other. */
export async function runCurl(command: string): Promise<{ status: number; body: string }> {
  const [program, ...words] = wordsOf(command)
  if (program !== 'curl') throw new Error(`Not a curl command: ${command}`)
  const request = requestOf(words)
  const response = await fetch(request.url, {
    method: request.method ?? (request.data.length ? 'POST' : 'GET'),
    headers: request.headers,
    redirect: 'manual',
    ...(request.data.length && { body: request.data.join('&') })
  })
  return { status: response.status, body: await response.text() }
}

interface CurlRequest {
  url: string
  method?: string
  headers: Headers
  data: string[]
}

type Take = (request: CurlRequest, value: string) => void

const addData: Take = ({ data, headers }, value) => {
  data.push(value)
  if (!headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded')
}

const OPTIONS: Readonly<Record<string, Take>> = {
  '-u': ({ headers }, value) => headers.set('authorization', `Basic ${btoa(value)}`),
  '-X': (request, value) => void (request.method = value),
  '-H': ({ headers }, value) => {
    const [name = '', ...rest] = value.split(':')
    headers.set(name, rest.join(':').trim())
  },
  '-d': addData,
  '--data-urlencode': (request, value) => {
    const [name, ...rest] = value.split('=')
    addData(request, `${name}=${encodeURIComponent(rest.join('='))}`)
  }
}

function requestOf(words: readonly string[]): CurlRequest {
  const request: CurlRequest = { url: '', headers: new Headers(), data: [] }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    const take = OPTIONS[word]
    if (take) take(request, words[(at += 1)] ?? '')
    else if (word.startsWith('-')) throw new Error(`curl's option ${word} is not one that the pages use`)
    else request.url = word
  }
  return request
}

/** The words of a command as a POSIX shell reads them, without expansions. */
function wordsOf(command: string): string[] {
  const oneLine = command.replace(/\\\n/g, ' ')
  return [...oneLine.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]+)+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? '')
  )
}
