import http from 'node:http'
import net from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpSender } from '../../../src-main/system/outgoing/http-sender'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

async function serve(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer).listen(0, '127.0.0.1')
  closers.push(() => void server.close().closeAllConnections())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server that answers with these bytes, and what it received. */
async function serveBytes(answer: string) {
  const received: string[] = []
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      received.push(data.toString('latin1'))
      socket.end(answer)
    })
  })
  closers.push(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

describe('http sender', () => {
  it('sends headers in the spelling and the order in which they were given', async () => {
    const { url, received } = await serveBytes('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    const headers = [
      ['cOnTent-tYpe', 'application/x-www-form-urlencoded'],
      ['X-Twice', 'one'],
      ['authorization', 'Basic abc'],
      ['X-Twice', 'two']
    ] as const
    await createHttpSender().send({
      method: 'POST',
      url: `${url}/a/../token?x=1`,
      headers,
      body: 'grant_type=ü'
    })
    const [head, body] = received.join('').split('\r\n\r\n')
    const lines = head!.split('\r\n')
    expect(lines[0]).toBe('POST /token?x=1 HTTP/1.1')
    expect(lines.slice(1, 5)).toEqual(headers.map(([name, value]) => `${name}: ${value}`))
    expect(lines).toContain(`Host: ${new URL(url).host}`)
    expect(lines).toContain('Content-Length: 13')
    expect(Buffer.from(body!, 'latin1').toString('utf8')).toBe('grant_type=ü')
  })

  it('does not add a host or a length that was given', async () => {
    const { url, received } = await serveBytes('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    await createHttpSender().send({
      method: 'POST',
      url,
      headers: [
        ['host', 'other.example'],
        ['content-length', '1']
      ],
      body: 'x'
    })
    expect(received.join('').match(/^(host|content-length):.*$/gim)).toEqual([
      'host: other.example',
      'content-length: 1'
    ])
  })

  it('gives back status, headers as they came, body and duration', async () => {
    const { url } = await serveBytes(
      'HTTP/1.1 401 Who Are You\r\nwWw-Authenticate: Basic\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nü'
    )
    const response = await createHttpSender().send({ method: 'GET', url, headers: [] })
    expect(response).toMatchObject({ status: 401, statusText: 'Who Are You', body: 'ü' })
    expect(response.headers.slice(0, 3)).toEqual([
      ['wWw-Authenticate', 'Basic'],
      ['X-A', '1'],
      ['X-A', '2']
    ])
    expect(response.durationMs).toBeGreaterThan(0)
  })

  it('follows no redirect', async () => {
    let requests = 0
    const url = await serve((_, response) => {
      requests++
      response.writeHead(302, { Location: '/elsewhere' }).end()
    })
    expect((await createHttpSender().send({ method: 'GET', url, headers: [] })).status).toBe(302)
    expect(requests).toBe(1)
  })

  it('refuses an answer of more than 1 MiB, and takes one of exactly that', async () => {
    const url = await serve((request, response) =>
      response.end('x'.repeat(1024 * 1024 + (request.url === '/more' ? 1 : 0)))
    )
    const sender = createHttpSender()
    expect((await sender.send({ method: 'GET', url, headers: [] })).body).toHaveLength(1024 * 1024)
    await expect(sender.send({ method: 'GET', url: `${url}/more`, headers: [] })).rejects.toThrow(
      /larger than 1024 KiB/
    )
  })

  it('gives up when the whole answer takes too long', async () => {
    const url = await serve((_, response) => response.write('a little'))
    await expect(
      createHttpSender({ timeoutMs: 150 }).send({ method: 'GET', url, headers: [] })
    ).rejects.toThrow(`No answer from ${url}: it took longer than 0.15 seconds`)
  })

  it('says that nothing listens there', async () => {
    const url = await serve(() => undefined)
    closers.splice(0).forEach((close) => close())
    await expect(createHttpSender().send({ method: 'GET', url, headers: [] })).rejects.toThrow(
      `No answer from ${url}: nothing listens there (ECONNREFUSED)`
    )
  })

  it('says that the connection was closed, that the answer is not HTTP, that an address is none', async () => {
    const closing = await serve((request) => request.socket.destroy())
    await expect(createHttpSender().send({ method: 'GET', url: closing, headers: [] })).rejects.toThrow(
      /the connection was closed before an answer came/
    )
    const { url } = await serveBytes('SSH-2.0-OpenSSH\r\n')
    await expect(createHttpSender().send({ method: 'GET', url, headers: [] })).rejects.toThrow(
      /No answer from .* that is HTTP/
    )
    await expect(createHttpSender().send({ method: 'GET', url: 'ftp://x', headers: [] })).rejects.toThrow(
      'ftp://x is not an address: it must be an absolute http or https URL'
    )
  })

  it('says that a header holds what HTTP does not allow, instead of smuggling a second header', async () => {
    const url = await serve((_, response) => response.end())
    await expect(
      createHttpSender().send({ method: 'GET', url, headers: [['X-A', 'one\r\nX-B: two']] })
    ).rejects.toThrow(/a header holds a character that HTTP does not allow/)
  })
})
