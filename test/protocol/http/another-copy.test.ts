import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAnotherCopy } from '../../../src-main/system'
import { startServer } from '../../support/start-server'

describe('a port that is taken', () => {
  it('says that another server of this product has it, by how it answers', async () => {
    // A panel of its own, since nothing need be built for this.
    const panelFiles = await mkdtemp(join(tmpdir(), 'friendly-oauth2-panel-'))
    await writeFile(join(panelFiles, 'index.html'), '<title>The panel</title>')
    const server = await startServer({ panelFiles })
    try {
      // On a busy machine it may be making its first key for longer than anybody waits for it.
      await expect
        .poll(() => findAnotherCopy(server.port), { timeout: 30_000 })
        .toEqual({ panelUrl: `http://localhost:${server.port}/panel/` })
    } finally {
      await server.close()
      await rm(panelFiles, { recursive: true })
    }
  })

  it('says so of one whose panel is switched off too, which nobody could open', async () => {
    const server = await startServer({ settings: { listen: { panel: false } } })
    try {
      expect(await findAnotherCopy(server.port)).toEqual({})
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
      expect(await findAnotherCopy((other.address() as AddressInfo).port)).toBeUndefined()
    } finally {
      other.close()
    }
  })
})
