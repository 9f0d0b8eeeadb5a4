import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'

let folder: string
let server: TestServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-pages-'))
  const rendererFolder = join(folder, 'renderer')
  await mkdir(join(rendererFolder, 'assets'), { recursive: true })
  await writeFile(
    join(rendererFolder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="./assets/app.js"></script>'
  )
  await writeFile(join(rendererFolder, 'assets', 'app.js'), 'export {}')
  await writeFile(join(rendererFolder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(folder, 'secret.txt'), 'nobody reads this')
  server = await startServer({ panelFiles: rendererFolder })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${server.address}${path}`, { redirect: 'manual', ...init })

describe('the pages of the panel', () => {
  it('come with a policy that runs no inline script, and a nonce of each load alone', async () => {
    const nonces = await Promise.all(
      ['/panel/', '/panel/'].map(async (path) => {
        const answer = await get(path)
        const policy = answer.headers.get('content-security-policy') ?? ''
        const [, nonce = 'none'] = /style-src 'self' 'nonce-([A-Za-z0-9]+)'/.exec(policy) ?? []
        expect(await answer.text()).toContain(`<meta name="csp-nonce" content="${nonce}">`)
        expect(policy).toContain("default-src 'none'; script-src 'self';")
        expect(policy).toContain("frame-ancestors 'none'")
        expect(policy).not.toContain('unsafe')
        expect(answer.headers.get('cache-control')).toBe('no-store')
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
        expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
        expect(answer.headers.get('x-powered-by')).toBeNull()
        return nonce
      })
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })

  /** Only Linux shows what a process has open. */
  it.runIf(process.platform === 'linux')(
    'are closed again when a client goes that asked for many of them at once and read none',
    async () => {
      const large = join(folder, 'renderer', 'assets', 'large.js')
      await writeFile(large, Buffer.alloc(16 * 1024 * 1024))
      const openFiles = async () => {
        const names = await readdir('/proc/self/fd')
        const paths = await Promise.all(
          names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => ''))
        )
        return paths.filter((path) => path === large).length
      }
      const client = connect(server.port, '127.0.0.1')
      client.write(`GET /panel/assets/large.js HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`.repeat(10))
      await once(client, 'readable')
      // What the requests have opened was opened before this.
      expect(await (await get('/panel/icon.svg')).text()).toContain('<svg')
      client.destroy()
      await expect.poll(openFiles).toBe(0)
    }
  )

  it('stand below /panel/, since their links are relative', async () => {
    const answer = await get('/panel')
    expect(answer.status).toBe(308)
    expect(answer.headers.get('location')).toBe('/panel/')
  })

  it("are what a browser finds at the server's own address, where programs find nothing", async () => {
    const browser = await get('/', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/panel/'])
    expect((await get('/')).status).toBe(404)
  })

  it('keep built files for ever and the rest not', async () => {
    const asset = await get('/panel/assets/app.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toContain('javascript')
    const icon = await get('/panel/icon.svg')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
    expect(icon.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it.each([
    '/panel/../secret.txt',
    '/panel/..%2fsecret.txt',
    '/panel/%2e%2e/secret.txt',
    '/panel/assets/..%2f..%2fsecret.txt',
    '/panel/..%5csecret.txt',
    '/panel/%00/secret.txt',
    '/panel/%'
  ])('lead nowhere else by %s', async (path) => {
    const { status, body } = await raw(path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toContain('nobody reads this')
  })

  it('are read, never written to', async () => {
    const answer = await get('/panel/', { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
    expect((await get('/panel/nothing.js')).status).toBe(404)
  })

  it('say what to do where they were not built', async () => {
    const unbuilt = await startServer({ panelFiles: join(folder, 'nothing') })
    try {
      const answer = await fetch(`${unbuilt.address}/panel/`)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('npm run build')
    } finally {
      await unbuilt.close()
    }
  })
})

/** A request whose path nobody tidies up. */
function raw(path: string): Promise<{ status: number; body: string }> {
  const { port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (incoming) => {
      let body = ''
      incoming
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('end', () => resolve({ status: incoming.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
}
