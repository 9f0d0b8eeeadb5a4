import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src-main/ports'
import type { TestServer } from '../../support/start-server'
import {
  asApp,
  DEVICE,
  digestOf,
  insertAuthorization,
  isActive,
  insertCode,
  redeem,
  startGrantServer
} from '../grant-world'
import { askToken, postForm } from '../requests'

describe('A code or a refresh token whose successors could not be stored', () => {
  let server: TestServer
  let isFull = false
  /** The next code that is spent is written, and a connection breaks before the answer comes. */
  let isLost = false
  /** Holds the next token back, and tells when it is there. */
  let hold: { readonly until: Promise<void>; readonly reached: () => void } | undefined
  beforeEach(async () => {
    isFull = false
    isLost = false
    hold = undefined
    server = await startGrantServer({}, {}, (store) => ({
      ...store,
      authorizationCodes: { ...store.authorizationCodes, update: answered(store.authorizationCodes.update) },
      deviceCodes: { ...store.deviceCodes, update: answered(store.deviceCodes.update) },
      tokens: {
        ...store.tokens,
        update: answered(store.tokens.update),
        insert: async (record) => {
          const held = hold
          hold = undefined
          held?.reached()
          await held?.until
          if (isFull) throw new StoreError('unwritable', 'the disk is full')
          await store.tokens.insert(record)
        }
      }
    }))
  })
  afterEach(() => server.close())

  /** An update as a database does it whose connection may break. */
  function answered<Given extends unknown[], Result extends { spent?: true; rotated?: object }>(
    update: (...given: Given) => Promise<Result>
  ) {
    return async (...given: Given): Promise<Result> => {
      const result = await update(...given)
      if (!isLost || !(result.spent ?? result.rotated)) return result
      isLost = false
      throw new StoreError('unwritable', 'the connection was lost')
    }
  }

  it('of an authorization is good for another try, and for one alone', async () => {
    const code = await insertCode(server)
    isFull = true
    expect((await redeem(server, code)).status).toBe(503)
    isFull = false
    expect((await redeem(server, code)).status).toBe(200)
    expect((await redeem(server, code)).json.error).toBe('invalid_grant')
  })

  it('meanwhile used by somebody else ends what that one got, as every replay does (RFC 6749 §4.1.2)', async () => {
    const code = await insertCode(server)
    let goOn = (): void => undefined
    const until = new Promise<void>((resolve) => (goOn = resolve))
    const isThere = new Promise<void>((reached) => (hold = { until, reached }))
    const slow = redeem(server, code)
    await isThere
    const winner = await redeem(server, code)
    expect(winner.status).toBe(200)
    isFull = true
    goOn()
    expect((await slow).json.error).toBe('invalid_grant')
    isFull = false
    expect(await isActive(server, winner.json.access_token)).toBe(false)
  })

  it('is good for another try where it was spent, but the answer of the database was lost', async () => {
    const code = await insertCode(server)
    isLost = true
    const lost = await redeem(server, code)
    expect(lost.status).toBe(503)
    expect(lost.json.error).toBe('temporarily_unavailable')
    const { status, json } = await redeem(server, code)
    expect(status).toBe(200)
    expect(await isActive(server, json.access_token)).toBe(true)
    expect((await redeem(server, code)).json.error).toBe('invalid_grant')
    expect(await isActive(server, json.access_token)).toBe(false)
  })

  it('is good for another try where it was replaced, but the answer of the database was lost', async () => {
    const { json: first } = await redeem(server, await insertCode(server))
    const again = () =>
      askToken(server, { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) }, asApp)
    isLost = true
    expect((await again()).status).toBe(503)
    const { status, json } = await again()
    expect(status).toBe(200)
    expect(await isActive(server, json.access_token)).toBe(true)
    expect((await again()).json.error).toBe('invalid_grant')
    expect(await isActive(server, json.access_token)).toBe(false)
  })

  it('of a device is good for another try, and for one alone', async () => {
    const { json } = await postForm(server, '/oauth2/device_authorization', { scope: 'openid' }, asApp)
    const code = String(json.device_code)
    const { id } = await insertAuthorization(server, { scope: 'openid' })
    await server.protocol.deviceCodes.approve(digestOf(code), id)
    const poll = () => askToken(server, { grant_type: DEVICE, device_code: code }, asApp)
    isFull = true
    expect((await poll()).status).toBe(503)
    isFull = false
    isLost = true
    expect((await poll()).status).toBe(503)
    expect((await poll()).status).toBe(200)
    expect((await poll()).json.error).toBe('invalid_grant')
  })
})
