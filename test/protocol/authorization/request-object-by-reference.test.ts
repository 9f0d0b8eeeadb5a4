import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize } from './authorization-requests'
import { makeKeyPair, type KeyPair } from '../clients'
import { signRequest } from './request-objects'

describe('a request object by reference (RFC 9101 §5.2)', () => {
  let server: TestServer
  let key: KeyPair
  let host: Server
  let at: string
  let served = ''
  const asked: string[] = []

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    host = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.accept}`)
      if (request.url !== '/request') return void response.writeHead(302, { Location: '/request' }).end()
      response.writeHead(200, { 'Content-Type': 'application/oauth-authz-req+jwt' }).end(served)
    })
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
    at = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    const request_uris = [`${at}/request#digest`, `${at}/moved`]
    server = await startServer({ clients: [appClient({ jwks: { keys: [key.publicJwk] }, request_uris })] })
  })
  afterAll(async () => {
    await server.close()
    host.close()
  })

  const bring = (request_uri: string) => authorize(server, { client_id: 'app', request_uri })

  it('is fetched from where the client registered it, and checked like any other', async () => {
    served = await signRequest(server, key.privateKey)
    expect(await bring(`${at}/request#digest`)).toMatchObject({ outcome: 'accepted' })
    expect(asked.at(-1)).toMatch(/^\/request application\/oauth-authz-req\+jwt/)
    served = 'nonsense'
    expect(await bring(`${at}/request`)).toMatchObject({ outcome: 'page', error: 'invalid_request_object' })
  })

  it('is fetched from nowhere else (§10.4)', async () => {
    const before = asked.length
    for (const uri of [`${at}/request?x`, `${at}/other`, `${at}/request/`, 'file:///etc/passwd', 'x'])
      expect(await bring(uri)).toMatchObject({
        outcome: 'page',
        error: 'invalid_request_uri',
        reason: 'request-uri-refused'
      })
    expect(asked).toHaveLength(before)
  })

  it('that redirects, or lies at a private address where that is not allowed, can not be had', async () => {
    expect(await bring(`${at}/moved`)).toMatchObject({ outcome: 'page', error: 'invalid_request_uri' })
    await server.change({ outbound: { private_addresses: false } })
    const before = asked.length
    expect(await bring(`${at}/request`)).toMatchObject({ outcome: 'page', error: 'invalid_request_uri' })
    expect(asked).toHaveLength(before)
  })

  it('does not stand beside one by value', async () => {
    const both = appRequest({ request: 'x', request_uri: `${at}/request` })
    expect(await authorize(server, both)).toMatchObject({
      error: 'invalid_request',
      reason: 'parameter-contradicts'
    })
  })
})
