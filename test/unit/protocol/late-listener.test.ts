import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { loadOnce } from '../../../src-main/http'
import { createLateListener } from '../../../src-main/http/late-listener'

let server: Server
afterEach(() => server.close())

/** Serves what the attempts load, in their order; resolves to how a request is answered. */
async function serve(attempts: readonly (() => Promise<RequestListener>)[]) {
  const left = [...attempts]
  const load = () => left.shift()?.() ?? Promise.reject(new Error('It was loaded already'))
  server = createServer(
    createLateListener(load, (error, _request, response) => response.writeHead(500).end(String(error)))
  ).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`)
    return `${response.status} ${await response.text()}`
  }
}

const works: RequestListener = (_request, response) => response.end('served')

describe('what is loaded for the first request that wants it', () => {
  it('is loaded once, for all that ask meanwhile', async () => {
    const ask = await serve([async () => works])
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['200 served', '200 served', '200 served'])
    expect(await ask()).toBe('200 served')
  })

  it('is tried again for the next request where loading failed', async () => {
    const ask = await serve([() => Promise.reject(new Error('Too many open files')), async () => works])
    expect(await ask()).toBe('500 Error: Too many open files')
    expect(await ask()).toBe('200 served')
  })

  it('has its own faults answered too, and is there for the next request', async () => {
    let asked = 0
    const failsOnce: RequestListener = (request, response) => {
      asked += 1
      if (asked === 1) throw new Error('A bug')
      works(request, response)
    }
    const ask = await serve([async () => failsOnce])
    expect(await ask()).toBe('500 Error: A bug')
    expect(await ask()).toBe('200 served')
  })
})

describe('what is loaded once', () => {
  it('is the same for all who ask, and a failure is nobody’s but theirs who waited for it', async () => {
    const outcomes = [Promise.reject(new Error('Too many open files')), Promise.resolve({})]
    const ask = loadOnce(async () => outcomes.shift()!)
    const failures = await Promise.allSettled([ask(), ask()])
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const [one, other] = await Promise.all([ask(), ask()])
    expect(one).toEqual({})
    expect(other).toBe(one)
  })
})
