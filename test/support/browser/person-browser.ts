import { htmlForms, type HtmlForm } from './html-forms'

/** Where a browser stands after it followed what the server's own pages sent it to. */
export interface Stop {
  readonly status: number
  /** The address of the page, or of the last request that was sent to elsewhere. */
  readonly url: string
  /** Where the browser was sent to, away from the server: the redirect URI of a client, with its answer. */
  readonly location?: string
  /** The page that is shown. */
  readonly html: string
  readonly headers: Headers
}

/** The browser of a person at the authorization endpoint: keeps cookies, follows the server's own redirects, fills in forms. */
export interface PersonBrowser {
  readonly cookies: Map<string, string>
  /** Where it stands. */
  current(): Stop
  get(pathOrUrl: string): Promise<Stop>
  /** One request, without following where it leads. */
  ask(pathOrUrl: string, init?: RequestInit): Promise<Stop>
  post(
    pathOrUrl: string,
    fields: Record<string, string> | readonly (readonly [string, string])[]
  ): Promise<Stop>
  /** Asks the authorization endpoint, and follows to a page or back to the client. */
  authorize(parameters: Record<string, string> | readonly (readonly [string, string])[]): Promise<Stop>
  /** Sends the first form of the page that has all these names; its other fields go along as they stand, but those named in `without`. */
  submit(fields: Record<string, string>, without?: readonly string[]): Promise<Stop>
  signIn(username: string, password: string): Promise<Stop>
  /** On the consent page; `without` are scopes whose boxes the person unticks. */
  allow(options?: { readonly without?: readonly string[] }): Promise<Stop>
  deny(): Promise<Stop>
}

const MAX_REDIRECTS = 10

export function createPersonBrowser(address: string): PersonBrowser {
  const cookies = new Map<string, string>()
  let stop: Stop | undefined

  function keep(line: string): void {
    const [pair = ''] = line.split(';')
    const equals = pair.indexOf('=')
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }

  async function ask(pathOrUrl: string, init: RequestInit = {}): Promise<Stop> {
    const url = new URL(pathOrUrl, address).href
    const headers = new Headers(init.headers)
    if (cookies.size) headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    response.headers.getSetCookie().forEach(keep)
    const location = response.headers.get('location')
    return {
      status: response.status,
      url,
      html: await response.text(),
      headers: response.headers,
      ...(location === null ? {} : { location })
    }
  }

  /** Follows the server's own redirects; one to elsewhere is where the browser stops. */
  async function follow(first: Promise<Stop>): Promise<Stop> {
    let next = await first
    for (let count = 0; count < MAX_REDIRECTS; count += 1) {
      const target = next.location === undefined ? undefined : new URL(next.location, next.url)
      if (target?.origin !== new URL(address).origin) return (stop = next)
      next = await ask(target.href)
    }
    throw new Error(`More than ${MAX_REDIRECTS} redirects, the last one to ${next.location}`)
  }

  const current = () => {
    if (!stop) throw new Error('The browser has not been anywhere yet')
    return stop
  }

  const post: PersonBrowser['post'] = (pathOrUrl, fields) =>
    follow(ask(pathOrUrl, { method: 'POST', body: new URLSearchParams([...entriesOf(fields)]) }))

  const submit: PersonBrowser['submit'] = (fields, without = []) => {
    const form = formWith(current(), Object.entries(fields))
    const kept = form.fields.filter(([name]) => !(name in fields) && !without.includes(name))
    return post(new URL(form.action, current().url).href, [...kept, ...Object.entries(fields)])
  }

  return {
    cookies,
    current,
    ask,
    post,
    submit,
    get: (pathOrUrl) => follow(ask(pathOrUrl)),
    authorize: (parameters) =>
      follow(ask(`/oauth2/authorize?${new URLSearchParams([...entriesOf(parameters)]).toString()}`)),
    signIn: (username, password) => submit({ username, password }),
    allow: ({ without = [] } = {}) =>
      submit(
        { decision: 'allow' },
        without.map((scope) => `scope:${scope}`)
      ),
    deny: () => submit({ decision: 'deny' })
  }
}

function entriesOf(
  fields: Record<string, string> | readonly (readonly [string, string])[]
): [string, string][] {
  return (Array.isArray(fields) ? fields : Object.entries(fields)).map(([name, value]) => [name, value])
}

/** The form that has an input, or a button of this value, for each of the fields. */
function formWith(stop: Stop, fields: readonly (readonly [string, string])[]): HtmlForm {
  const form = htmlForms(stop.html).find((one) =>
    fields.every(
      ([name, value]) =>
        one.names.includes(name) ||
        one.buttons.some((button) => button.name === name && button.value === value)
    )
  )
  if (form) return form
  throw new Error(
    `No form with ${fields.map(([name]) => name).join(', ')} at ${stop.url} (${stop.status}):\n${stop.html.slice(0, 2000)}`
  )
}
