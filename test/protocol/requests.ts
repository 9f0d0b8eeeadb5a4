import { request as requestHttp } from 'node:http'
import type { TestServer } from '../support/start-server'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; an empty object where it isn't JSON. */
  readonly json: Record<string, unknown>
}

export type FormFields = Record<string, string> | readonly (readonly [string, string])[] | string

/** Sends a form as a client would. A string is sent as it stands. */
export async function postForm(
  server: TestServer,
  path: string,
  form: FormFields,
  headers: Record<string, string> = {}
): Promise<Answer> {
  const body =
    typeof form === 'string' ? form : new URLSearchParams(form as Record<string, string>).toString()
  return ask(server, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body
  })
}

export function askToken(
  server: TestServer,
  form: FormFields,
  headers: Record<string, string> = {}
): Promise<Answer> {
  return postForm(server, '/oauth2/token', form, headers)
}

export async function ask(server: TestServer, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(server.address + path, { redirect: 'manual', ...init })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

/** RFC 6749 §2.3.1: both halves are form-encoded, then joined and put into base64. */
export function basic(clientId: string, secret: string): { Authorization: string } {
  return basicRaw(`${formEncoded(clientId)}:${formEncoded(secret)}`)
}

export function basicRaw(pair: string): { Authorization: string } {
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

export interface RawRequest {
  readonly method?: string
  readonly path: string
  /** Names and values in turn, sent exactly as they stand. */
  readonly headers: readonly string[]
  readonly body?: string
}

/** A request that no library would send: repeated headers, any Host, any target. */
export function askRaw(
  server: Pick<TestServer, 'port'>,
  { method = 'GET', path, headers, body }: RawRequest
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = requestHttp(
      {
        host: '127.0.0.1',
        port: server.port,
        method,
        path,
        headers: headers as unknown as string[],
        setHost: false,
        agent: false
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(entries as [string, string][]),
            text,
            json: parsed(text)
          })
        })
        response.on('error', reject)
      }
    )
    request.on('error', reject)
    request.end(body)
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
