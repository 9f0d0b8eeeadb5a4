import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { listen, PortTakenError } from '../../../src-main/http'
import { findPortHolder } from '../../../src-main/system/addresses/port-holder'
import { makeCertificate } from '../../support/certificates'

const hello = (_request: unknown, response: { end(text: string): void }) => response.end('hello')

describe('listening', () => {
  it('takes one free port for both loopback addresses', async () => {
    const listening = await listen({ app: hello, host: 'localhost', port: 0 })
    expect(listening.port).toBeGreaterThan(0)
    for (const host of ['127.0.0.1', '[::1]'])
      expect(await (await fetch(`http://${host}:${listening.port}/`)).text()).toBe('hello')
    await listening.close()
    await expect(fetch(`http://127.0.0.1:${listening.port}/`)).rejects.toThrow()
  })

  it('takes the one address that it is told', async () => {
    const listening = await listen({ app: hello, host: '127.0.0.1', port: 0 })
    expect(await (await fetch(`http://127.0.0.1:${listening.port}/`)).text()).toBe('hello')
    await expect(fetch(`http://[::1]:${listening.port}/`)).rejects.toThrow()
    await listening.close()
  })

  it('names the port that is taken and, on Linux, who holds it', async () => {
    const first = await listen({ app: hello, host: 'localhost', port: 0 })
    const error = await listen({ app: hello, host: 'localhost', port: first.port, findPortHolder }).catch(
      (thrown: unknown) => thrown
    )
    expect(error).toBeInstanceOf(PortTakenError)
    expect(error).toMatchObject({
      port: first.port,
      message: expect.stringContaining(`${first.port} is taken`) as string
    })
    if (process.platform === 'linux')
      expect((error as PortTakenError).heldBy).toContain(`process ${process.pid}`)
    await first.close()
  })

  it('lets go of the first address when the second is taken', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '::1', resolve))
    const { port } = holder.address() as { port: number }
    await expect(listen({ app: hello, host: 'localhost', port })).rejects.toBeInstanceOf(PortTakenError)
    await new Promise((resolve) => holder.close(resolve))
    const listening = await listen({ app: hello, host: 'localhost', port })
    expect(listening.port).toBe(port)
    await listening.close()
  })

  it('says what is wrong with an address that is not there', async () => {
    await expect(listen({ app: hello, host: '192.0.2.1', port: 0 })).rejects.toThrow(/EADDRNOTAVAIL/)
  })

  it('finishes what is in flight before it closes, and takes nothing new', async () => {
    const arrived = new EventEmitter()
    const slow = (_request: unknown, response: { end(text: string): void }) =>
      void arrived.emit('request', response)
    const arrival = once(arrived, 'request')
    const listening = await listen({ app: slow, host: 'localhost', port: 0 })
    const inFlight = fetch(`http://127.0.0.1:${listening.port}/`).then((response) => response.text())
    const [response] = (await arrival) as [{ end(text: string): void }]
    const closed = listening.close()
    await expect(fetch(`http://127.0.0.1:${listening.port}/`)).rejects.toThrow()
    response.end('done')
    expect(await inFlight).toBe('done')
    await closed
  })

  it('answers a request that is on its way on an open connection while it closes, and says that it is the last (RFC 9112 §9.6)', async () => {
    const listening = await listen({ app: hello, host: 'localhost', port: 0 })
    const socket = connect(listening.port, '127.0.0.1')
    const ask = async () => {
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
      return String((await once(socket, 'data'))[0])
    }
    expect(await ask()).toContain('Connection: keep-alive')
    const closed = listening.close()
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close/)
    await closed
  })

  it('closes connections that are open and idle', async () => {
    const listening = await listen({ app: hello, host: 'localhost', port: 0 })
    const socket = connect(listening.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    const ended = new Promise((resolve) => socket.once('close', resolve))
    await listening.close()
    await ended
  })

  const tls = makeCertificate({ subject: 'localhost', san: { ip: '127.0.0.1' } })
  it.each([
    ['HTTP', {}],
    ['TLS', { tls }]
  ])('closes connections on which nothing has come yet, where it speaks %s', async (_name, more) => {
    const listening = await listen({ app: hello, host: '127.0.0.1', port: 0, ...more })
    const socket = connect(listening.port, '127.0.0.1')
    await once(socket, 'connect')
    const ended = once(socket, 'close')
    await listening.close()
    await ended
  })

  it('cuts off half of a TLS handshake with all else that takes too long', async () => {
    const listening = await listen({ app: hello, tls, host: '127.0.0.1', port: 0 })
    const socket = connect(listening.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('\x16\x03\x01\x02', 'latin1')
    const ended = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    // It has come once another one was let in.
    const another = connectTls({ port: listening.port, host: '127.0.0.1', ca: tls.cert })
    await once(another, 'secureConnect')
    another.destroy()
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
    const closed = listening.close()
    vi.advanceTimersByTime(8_000)
    vi.useRealTimers()
    await closed
    await ended
  })
})
