import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { createHttpsFetch } from '../support/https-fetch'
import { signIn, visitPanel } from '../support/panel/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'

const PROGRAM = resolve(import.meta.dirname, '../../out/main/cli.js')

/** Runs the built program beside the server, with an environment that holds nothing but what is given. */
async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, ...environment }
  })
  const [out, err, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close')
  ])
  return { exitCode: exitCode as number | null, out, err }
}

describe('friendly-oauth2 serve --https', () => {
  let product: ServedProduct
  let browser: Browser
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([serveProduct({ args: ['--https'] }), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const authority = () => readFileSync(join(product.folder, 'certificates', 'authority.pem'), 'utf8')
  const port = () => new URL(product.address).port

  it('answers over TLS whoever trusts the authority in its data folder', async () => {
    expect(product.address).toMatch(/^https:/)
    const get = createHttpsFetch({ ca: authority() })
    const discovery = (await (await get(`${product.address}/.well-known/openid-configuration`)).json()) as {
      issuer: string
      token_endpoint: string
    }
    expect(discovery.issuer).toBe(product.address)
    expect(discovery.token_endpoint).toMatch(/^https:/)
    expect(await (await get(`${product.address}/authority.pem`)).text()).toBe(authority())
  })

  it('serves the panel, where signing in, the check of the set-up and the way to trust work', async () => {
    const visit = await visitPanel(browser, product.address, { ignoreHTTPSErrors: true })
    await signIn(visit)
    await visit.goTo('/server')
    await visit.page.getByTestId('examine').click()
    await visit.page.getByTestId('finding-certificate_valid').waitFor()
    await visit.page.getByTestId('open-trust').click()
    const saved = visit.page.waitForEvent('download')
    await visit.page.getByTestId('save-pem').click()
    expect(readFileSync(await (await saved).path(), 'utf8')).toBe(authority())
    const cookies = await visit.page.context().cookies()
    expect(cookies.map(({ name, secure }) => [name.startsWith('__Secure-'), secure])).toEqual([[true, true]])
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('is found to be in order by the doctor, who runs beside it', async () => {
    const args = ['doctor', '--json', '--port', port(), '--https', '--data', product.folder]
    const { exitCode, out, err } = await run(args)
    expect([exitCode, err]).toEqual([0, ''])
    const ids = (JSON.parse(out) as { id: string }[]).map(({ id }) => id)
    expect(ids).toEqual(
      expect.arrayContaining(['port_listening', 'certificate_valid', 'data_good', 'clock_right'])
    )
  })

  it('is found healthy by the healthcheck, told by its environment where it is', async () => {
    const environment = {
      FRIENDLY_OAUTH2_PORT: port(),
      FRIENDLY_OAUTH2_HTTPS: 'true',
      FRIENDLY_OAUTH2_DATA: product.folder
    }
    expect(await run(['healthcheck'], environment)).toEqual({ exitCode: 0, out: 'ok\n', err: '' })
    const wrong = await run(['healthcheck'], { ...environment, FRIENDLY_OAUTH2_PORT: '1' })
    expect([wrong.exitCode, wrong.out]).toEqual([1, ''])
  })

  it('goes with no certificate of one’s own', async () => {
    const { exitCode, err } = await run(['serve', '--https', '--tls-cert', 'a', '--tls-key', 'b'])
    expect([exitCode, err]).toEqual([2, expect.stringContaining('give one of the two')])
  })
})
