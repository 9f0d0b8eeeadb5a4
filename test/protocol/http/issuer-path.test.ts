import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { CALLBACK, codeRequest, PASSWORD, queryOf, startFlowServer, VERIFIER } from '../flow-world'
import { ask, basic } from '../requests'

describe('an issuer with a path', () => {
  let server: TestServer
  let issuer: string

  beforeAll(async () => {
    server = await startFlowServer()
    issuer = `${server.address}/some/base`
    await server.change({ issuer })
  })
  afterAll(() => server.close())

  const metadataAt = async (path: string) => (await ask(server, path)).json

  it('has its discovery document below the path (Discovery §4), and where RFC 8414 §3.1 puts it', async () => {
    for (const path of [
      '/some/base/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/some/base',
      '/.well-known/openid-configuration/some/base',
      '/.well-known/oauth-authorization-server'
    ])
      expect(await metadataAt(path), path).toMatchObject({ issuer, token_endpoint: `${issuer}/oauth2/token` })
  })

  it('answers at every endpoint that the document names', async () => {
    const metadata = await metadataAt('/some/base/.well-known/openid-configuration')
    const named = Object.entries(metadata).filter(
      ([name, value]) => (name.endsWith('_endpoint') || name === 'jwks_uri') && typeof value === 'string'
    )
    expect(named.length).toBeGreaterThan(7)
    for (const [name, url] of named) {
      expect(String(url).startsWith(`${issuer}/`), name).toBe(true)
      expect((await fetch(String(url), { redirect: 'manual' })).status, name).not.toBe(404)
    }
  })

  it('keeps a person on its pages below the path, from the request to the tokens', async () => {
    const browser = createPersonBrowser(server.address)
    const request = new URLSearchParams(codeRequest()).toString()
    const signIn = await browser.get(`/some/base/oauth2/authorize?${request}`)
    expect(new URL(signIn.url).pathname).toBe('/some/base/sign-in')
    expect(signIn.html).toContain('href="/some/base/assets/')
    expect(signIn.html).not.toMatch(/(href|action|src)="\/(?!some\/base\/)/)
    const consent = await browser.signIn('alice', PASSWORD)
    expect(new URL(consent.url).pathname).toBe('/some/base/consent')
    const answer = queryOf(await browser.allow())
    expect(answer.iss).toBe(issuer)
    const response = await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      headers: basic('web-app', SECRET),
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: answer.code ?? '',
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER
      })
    })
    expect(response.status).toBe(200)
  })

  it('knows no other path of the like', async () => {
    for (const path of [
      '/some/bases/oauth2/jwks.json',
      '/other/.well-known/openid-configuration',
      '/some/base'
    ])
      expect((await ask(server, path)).status, path).toBe(404)
  })
})
