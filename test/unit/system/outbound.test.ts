import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { OutboundError } from '../../../src-main/ports'
import { createOutbound } from '../../../src-main/system/outgoing/outbound'

describe('requests to addresses of clients', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close()
      server.closeAllConnections()
    }
  })

  async function listen(listener: RequestListener): Promise<string> {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  const logged: Record<string, unknown>[] = []
  const outbound = createOutbound({
    timeoutMs: 200,
    log: { warn: (_message, fields) => void logged.push({ ...fields }) }
  })
  const anywhere = { allowPrivateAddresses: true }
  const failure = (promise: Promise<unknown>) => promise.then(String, (error: unknown) => error as Error)

  it('fetch a text of the wanted type', async () => {
    const url = await listen((request, response) =>
      response.end(`${request.method} ${request.headers.accept}`)
    )
    expect(await outbound.fetchText(url, { ...anywhere, accept: 'text/x' })).toBe('GET text/x')
  })

  it('post a form, and tell the status whatever it is, without following it', async () => {
    const got: string[] = []
    const url = await listen((request, response) => {
      request.on('data', (chunk: Buffer) =>
        got.push(`${request.headers['content-type']} ${chunk.toString()}`)
      )
      request.on('end', () =>
        response.writeHead(Number(request.url?.slice(1)), { Location: '/200' }).end('x')
      )
    })
    for (const status of [200, 204, 302, 400, 503])
      expect(await outbound.postForm(`${url}/${status}`, 'a=b', anywhere)).toBe(status)
    expect(got).toEqual(Array(5).fill('application/x-www-form-urlencoded a=b'))
  })

  it('tell the same of whatever goes wrong, and the log what it was', async () => {
    const silent = await listen(() => undefined)
    const slow = await listen((_request, response) => void response.write('x'))
    const large = await listen((_request, response) => response.end('x'.repeat(70_000)))
    const moved = await listen((_request, response) => response.writeHead(302, { Location: '/' }).end())
    const cases: [string, RegExp][] = [
      [silent, /longer than 0.2 seconds/],
      [slow, /longer than 0.2 seconds/],
      [large, /more than 64 KiB/],
      [moved, /302 instead of 200/],
      ['http://127.0.0.1:1/', /nothing listens there/],
      ['file:///etc/hostname', /not file/],
      ['nowhere', /no absolute URL/]
    ]
    const told = new Set<string>()
    for (const [url, reason] of cases) {
      const error = await failure(outbound.fetchText(url, { ...anywhere, accept: '*/*' }))
      expect(error).toBeInstanceOf(OutboundError)
      told.add((error as Error).message)
      expect(logged.at(-1)).toMatchObject({ url, reason: expect.stringMatching(reason) as string })
    }
    expect(told.size).toBe(1)
  })

  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0x7f.1',
    '2130706433',
    '169.254.169.254',
    '10.1.2.3'
  ])('go to no private address such as %s unless that is allowed', async (host) => {
    let asked = 0
    const url = await listen((_request, response) => response.end(String(++asked)))
    const to = url.replace('127.0.0.1', host)
    const closed = { allowPrivateAddresses: false }
    expect(await failure(outbound.fetchText(to, { ...closed, accept: '*/*' }))).toBeInstanceOf(OutboundError)
    expect(await failure(outbound.postForm(to, 'a=b', closed))).toBeInstanceOf(OutboundError)
    expect(logged.at(-1)?.reason).toContain('is a private address')
    expect(asked).toBe(0)
  })
})
