import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../../src-main/model'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { startServer, type TestServer } from '../../support/start-server'
import { contextOf, directCall } from '../../support/panel/panel-transports'

const run = promisify(execFile)
const FLOW = 'oauth2_client_credentials'
/** What a shell, a form and Basic would each read wrongly if it weren't written as they need it. */
const NASTY = `it's "50%" of $HOME & \`ls\`; \\ + : = #! `
const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none'
] as const

interface Prepared {
  request?: {
    headers: [string, string][]
    body: string
    parameters: { name: string; value: string; role?: string }[]
  }
  assertion?: { header: Record<string, unknown>; claims: Record<string, number | string> }
  curl?: string
  mismatches: { id: string; repair?: string; values: Record<string, string> }[]
}
interface Exchange {
  rawRequest: string
  rawResponse?: string
  response?: { status: number; body: string; bytes: number }
  verdict: { ok: boolean; id: string; error?: string; error_description?: string }
}

let server: TestServer
let call: PanelCall

beforeAll(async () => {
  server = await startServer({
    scopes: [{ name: 'read' }],
    users: [{ username: 'alice' }],
    clients: METHODS.map((method) => ({
      client_id: `the ${method}: 'client' 100%`,
      token_endpoint_auth_method: method,
      ...(method === 'none' || method === 'private_key_jwt' ? {} : { client_secret: NASTY.padEnd(40, '~') }),
      ...(method === 'private_key_jwt' ? { jwks: { keys: [somebodysKey()] } } : {})
    }))
  })
  call = directCall(server, contextOf({ kind: 'local' }))
  await call('playground.generateKey', { client_id: idOf('private_key_jwt') })
})
afterAll(() => server.close())

const idOf = (method: string) => `the ${method}: 'client' 100%`
const prepare = (draft: object) => call('playground.prepare', { flow: FLOW, ...draft }) as Promise<Prepared>
const send = (draft: object) => call('playground.send', { flow: FLOW, ...draft }) as Promise<Exchange>
const clientOf = (fields: Partial<Client> & { client_id: string }) => call('clients.create', fields)

function somebodysKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...publicKey.export({ format: 'jwk' }), kty: 'EC' as const, kid: 'their own' }
}

/** The status that the command gets when a plain shell runs it. */
async function statusOfCurl(command: string): Promise<number> {
  const { stdout } = await run('/bin/sh', ['-c', command])
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(stdout)?.[1])
}

describe.each(METHODS)('the playground with %s', (method) => {
  const client_id = idOf(method)
  const isPublic = method === 'none'

  it('sends a request that the server understands, and shows it as it left and as it came back', async () => {
    const exchange = await send({
      client_id,
      scope: 'read',
      parameters: [['resource', 'https://api.example']]
    })
    expect(exchange.verdict).toMatchObject(
      isPublic ? { ok: false, id: 'refused' } : { ok: true, id: 'token_issued' }
    )
    expect(exchange.rawRequest).toMatch(/^POST \/oauth2\/token HTTP\/1\.1\r\nHost: localhost:\d+\r\n/)
    expect(exchange.rawResponse).toMatch(/^HTTP\/1\.1 (200 OK|4\d\d [A-Za-z ]+)\r\n/)
    expect(exchange.rawResponse?.endsWith(exchange.response?.body ?? 'nothing')).toBe(true)
    expect(exchange.response?.bytes).toBe(Buffer.byteLength(exchange.response?.body ?? ''))
  })

  it('shows a curl command that a POSIX shell runs as it stands, twice too, with the same status', async () => {
    const draft = { client_id, scope: 'read', parameters: [['note', NASTY]] }
    const { response } = await send(draft)
    for (let times = 0; times < 2; times += 1) {
      const { curl = '' } = await prepare(draft)
      expect(await statusOfCurl(curl)).toBe(response?.status)
    }
  })

  it('keeps the parameters in order: the flow’s, those that prove the client, the further ones', async () => {
    const { request } = await prepare({
      client_id,
      scope: 'read',
      parameters: [
        ['b', '1'],
        ['a', '2'],
        ['b', '3']
      ]
    })
    const names = request?.parameters.map(({ name }) => name) ?? []
    const proving = {
      client_secret_basic: [],
      client_secret_post: ['client_id', 'client_secret'],
      client_secret_jwt: ['client_assertion_type', 'client_assertion'],
      private_key_jwt: ['client_assertion_type', 'client_assertion'],
      none: ['client_id']
    }[method]
    expect(names).toEqual(['grant_type', 'scope', ...proving, 'b', 'a', 'b'])
    expect([...new URLSearchParams(request?.body)].map(([name]) => name)).toEqual(names)
  })
})

describe('what the playground sends', () => {
  it('has id and secret form-encoded inside Basic (RFC 6749 §2.3.1)', async () => {
    const { request } = await prepare({ client_id: 'a:b c', client_secret: 'p%s+w:d' })
    const basic = request?.headers.find(([name]) => name === 'Authorization')?.[1].replace('Basic ', '') ?? ''
    expect(Buffer.from(basic, 'base64').toString()).toBe('a%3Ab+c:p%25s%2Bw%3Ad')
  })

  it('has assertions for the issuer that live 60 seconds and have a jti of their own (RFC 7523 §3)', async () => {
    const one = await prepare({ client_id: idOf('private_key_jwt') })
    const other = await prepare({ client_id: idOf('private_key_jwt') })
    const { claims, header } = one.assertion ?? { claims: {}, header: {} }
    expect(claims).toMatchObject({
      iss: idOf('private_key_jwt'),
      sub: idOf('private_key_jwt'),
      aud: server.address
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(60)
    expect(claims.jti).not.toBe(other.assertion?.claims.jti)
    expect(header).toMatchObject({ alg: 'ES256', kid: expect.any(String) as string })
    const shown = one.request?.parameters.find(({ name }) => name === 'client_assertion')?.value ?? 'none'
    expect(one.curl).not.toContain(shown)
  })

  it('is refused with a wrong secret, and says what the server said', async () => {
    const { verdict } = await send({ client_id: idOf('client_secret_basic'), client_secret: 'wrong' })
    expect(verdict).toMatchObject({ ok: false, id: 'refused', error: 'invalid_client' })
    expect(verdict.error_description).toBeTruthy()
  })

  it('is no request where a key can not sign', async () => {
    const draft = { flow: FLOW, client_id: idOf('private_key_jwt'), privateKey: { kty: 'EC', crv: 'P-256' } }
    expect(await refusalOf(call('playground.send', draft))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['privateKey'] }]
    })
  })

  it('goes to this server whatever its issuer says', async () => {
    await server.change({ issuer: 'https://auth.example/tenant' })
    try {
      const exchange = await send({ client_id: idOf('client_secret_jwt') })
      expect(exchange.rawRequest).toMatch(/\r\nHost: localhost:\d+\r\n/)
      expect(exchange.verdict).toMatchObject({ ok: true })
    } finally {
      await server.change({ issuer: null })
    }
  })
})

describe('what the playground says before it sends', () => {
  const mismatch = async (draft: object) =>
    (await prepare(draft)).mismatches.map(({ id, repair }) => [id, repair])

  it('is nothing where the request would be answered with a token', async () => {
    expect(await mismatch({ client_id: idOf('client_secret_post') })).toEqual([])
  })

  it('names a flow and a method that are off, and a stopped server, each with its repair', async () => {
    const client_id = idOf('client_secret_basic')
    await server.change({
      flows: { oauth2_client_credentials: false },
      client_authentication: { client_secret_basic: false }
    })
    expect(await mismatch({ client_id })).toEqual([
      ['flow_off', 'switch_flow_on'],
      ['method_off', 'switch_method_on']
    ])
    expect((await send({ client_id })).verdict).toMatchObject({ ok: false, id: 'refused' })
    await server.change({
      flows: { oauth2_client_credentials: true },
      client_authentication: { client_secret_basic: true }
    })
    expect((await send({ client_id })).verdict).toMatchObject({ ok: true })
  })

  it('names a client that is unknown, blocked, public or not allowed the grant', async () => {
    expect(await mismatch({ client_id: 'who', client_secret: 'guess' })).toEqual([
      ['client_unknown', undefined]
    ])
    await clientOf({ client_id: 'locked', blocked: true })
    expect(await mismatch({ client_id: 'locked' })).toEqual([['client_blocked', 'unblock']])
    expect(await mismatch({ client_id: idOf('none') })).toEqual([['public_client', undefined]])
    await clientOf({ client_id: 'grantless', grant_types: [] })
    expect(await mismatch({ client_id: 'grantless' })).toEqual([['grant_not_allowed', 'allow_grant']])
    expect((await send({ client_id: 'grantless' })).verdict).toMatchObject({ error: 'unauthorized_client' })
    await call('clients.update', {
      params: { client_id: 'grantless' },
      body: { grant_types: ['client_credentials'] }
    })
    expect((await send({ client_id: 'grantless' })).verdict).toMatchObject({ ok: true })
  })

  it('names a method that differs from the registered one, which the server refuses indeed', async () => {
    const draft = { client_id: idOf('client_secret_basic'), method: 'client_secret_post' }
    expect(await mismatch(draft)).toEqual([['method_differs', 'use_registered_method']])
    expect((await send(draft)).verdict).toMatchObject({ ok: false, error: 'invalid_client' })
  })

  it('names a key that is missing, and makes one that works, beside the keys that were there', async () => {
    await clientOf({
      client_id: 'keyless',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [somebodysKey()] }
    })
    const draft = { client_id: 'keyless' }
    expect(await prepare(draft)).toMatchObject({
      mismatches: [{ id: 'key_missing', repair: 'generate_key' }]
    })
    expect(await prepare(draft)).not.toHaveProperty('request')
    for (let times = 0; times < 2; times += 1) {
      const pair = (await call('playground.generateKey', draft)) as { publicKey: object; privateKey: object }
      expect(pair.publicKey).not.toHaveProperty('d')
      expect(pair.privateKey).toHaveProperty('d')
      expect((await send(draft)).verdict).toMatchObject({ ok: true })
    }
    const client = await server.store.clients.get('keyless')
    expect(client?.jwks?.keys.map(({ kid }) => kid)).toEqual([expect.any(String), 'their own'])
  })

  it('replaces a jwks_uri by the key that it makes (RFC 7591 §2), of the kind that the client registered', async () => {
    await clientOf({
      client_id: 'remote',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      jwks_uri: 'https://keys.example/jwks.json'
    })
    const pair = await call('playground.generateKey', { client_id: 'remote' })
    expect(pair).toMatchObject({ publicKey: { kty: 'RSA', alg: 'PS256', use: 'sig' } })
    expect(await server.store.clients.get('remote')).not.toHaveProperty('jwks_uri')
    expect((await send({ client_id: 'remote' })).verdict).toMatchObject({ ok: true })
  })

  it('names a secret that is missing', async () => {
    expect(await mismatch({ client_id: 'who' })).toEqual([
      ['client_unknown', undefined],
      ['secret_missing', undefined]
    ])
  })
})

describe('the transcript of the playground', () => {
  it('is newest first, of each person alone, and forgotten when they say so', async () => {
    const user = await server.store.users.get('alice')
    const alice = directCall(server, contextOf({ kind: 'user', user: user! }))
    await call('playground.clear')
    const first = (await send({ client_id: idOf('client_secret_basic') })) as Exchange & { id: string }
    const second = (await send({ client_id: 'who', client_secret: 'guess' })) as Exchange & { id: string }
    const transcript = (await call('playground.transcript')) as { id: string }[]
    expect(transcript.map(({ id }) => id)).toEqual([second.id, first.id])
    expect(await alice('playground.transcript')).toEqual([])
    await alice('playground.send', { flow: FLOW, client_id: 'who', client_secret: 'guess' })
    expect(await alice('playground.transcript')).toHaveLength(1)
    await call('playground.clear')
    expect(await call('playground.transcript')).toEqual([])
    expect(await alice('playground.transcript')).toHaveLength(1)
  })

  it('is bounded by what it holds, whatever a person sends', async () => {
    const parameters = Array.from({ length: 50 }, (_, index) => [`p${index}`, 'x'.repeat(10_000)])
    for (let sent = 0; sent < 5; sent += 1) await send({ client_id: 'who', parameters, client_secret: 'x' })
    expect(await call('playground.transcript')).toHaveLength(2)
  })

  it('keeps a server that does not answer as a result too', async () => {
    const { curl = '', mismatches: before } = await prepare({ client_id: idOf('client_secret_post') })
    expect(before).toEqual([])
    await server.stop()
    const { mismatches } = await prepare({ client_id: idOf('client_secret_post') })
    expect(mismatches).toEqual([{ id: 'server_stopped', values: {}, repair: 'start_server' }])
    const { verdict } = await send({ client_id: idOf('client_secret_post') })
    expect(verdict).toMatchObject({ ok: false, id: 'no_answer' })
    expect(verdict.error_description).toBeTruthy()
    await expect(statusOfCurl(curl)).rejects.toThrow()
    await server.start()
  })
})
