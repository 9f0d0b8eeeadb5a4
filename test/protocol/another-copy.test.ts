import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isAnotherCopy } from '../../src-main/system'
import { startServer } from '../support/start-server'

describe('a port that is taken', () => {
  it('says that another server of this product has it, by how it answers', async () => {
    const server = await startServer()
    try {
      expect(await isAnotherCopy(server.port)).toBe(true)
    } finally {
      await server.close()
    }
  })

  it('is somebody else’s where no such server answers, or nobody does', async () => {
    const other = createServer((request, response) =>
      response.end(request.url === '/healthz' ? '{"status":"ok"}' : 'hello')
    ).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    try {
      expect(await isAnotherCopy((other.address() as AddressInfo).port)).toBe(false)
    } finally {
      other.close()
    }
  })
})
