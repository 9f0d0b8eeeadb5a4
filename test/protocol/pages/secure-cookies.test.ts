import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../support/certificates'
import { htmlForms } from '../../support/browser/html-forms'
import { createHttpsFetch } from '../../support/https-fetch'
import type { TestServer } from '../../support/start-server'
import { PASSWORD, startFlowServer } from '../flow-world'

const ca = makeCertificate({ subject: 'Test authority', ca: true })
const tls = makeCertificate({ subject: 'localhost', issuer: ca, san: { dns: 'localhost' } })
const get = createHttpsFetch({ ca: ca.cert })

describe('the cookies of a sign-in over TLS', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer({ tls })
  })
  afterAll(() => server.close())

  /** The attributes of each cookie that a sign-in sets, by the last word of its name. */
  async function cookiesOfSignIn(): Promise<Record<string, string>> {
    const page = await get(`${server.address}/sign-in`)
    const own = /[^;,\s]+_browser=[^;]+/.exec(page.headers.get('set-cookie') ?? '')?.[0] ?? ''
    const [form] = htmlForms(await page.text())
    const token = form?.fields.find(([name]) => name === 'form_token')?.[1] ?? ''
    const answer = await get(`${server.address}/sign-in`, {
      method: 'POST',
      headers: { Cookie: own },
      body: new URLSearchParams({ form_token: token, username: 'alice', password: PASSWORD })
    })
    const lines = (answer.headers.get('set-cookie') ?? '').split(',')
    return Object.fromEntries(
      lines.map((line) => [/_([a-z]+)=/.exec(line)?.[1] ?? line, line.slice(line.indexOf(';') + 2)])
    )
  }

  it('lets the iframe of another site see the state of the session, and nothing else (Session Management §3.2)', async () => {
    expect(await cookiesOfSignIn()).toEqual({
      session: 'Path=/; HttpOnly; SameSite=Lax; Secure',
      state: 'Path=/; SameSite=None; Secure'
    })
  })
})

describe('a server that speaks TLS while its issuer was set to http', () => {
  it('says so in the log when it starts', async () => {
    const server = await startFlowServer({ tls, settings: { issuer: 'http://localhost:9000' } })
    try {
      expect(server.logged.join('\n')).toContain('its issuer says http')
    } finally {
      await server.close()
    }
  })

  it('says nothing where the issuer is https', async () => {
    const server = await startFlowServer({ tls })
    try {
      expect(server.logged.join('\n')).not.toContain('its issuer says http')
    } finally {
      await server.close()
    }
  })
})
