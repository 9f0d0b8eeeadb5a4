import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import bcrypt from 'bcryptjs'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer } from '../../../src-main/server'
import { createSystem } from '../../../src-main/system'
import { createPasswordHasher } from '../../../src-main/system/passwords/password-hasher'
import { wholeProfile } from '../../support/whole-profile'
import { PASSWORD, visitor } from './world'
import { SECRET } from '../clients'
import { basic } from '../requests'

let folder: string
let worker: URL

// As it is built: from the sources passwords are hashed in the main thread.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-hashing-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: 'src-main/system/passwords/password-worker.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20'
    }
  })
  const [file] = (await readdir(folder)).filter((name) => /\.m?js$/.test(name))
  worker = pathToFileURL(join(folder, file!))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('twenty token requests, one after another, are answered before ten sign-ins have been compared', async () => {
  const hasher = createPasswordHasher(worker)
  const system = { ...createSystem({ logLevel: 'silent' }), hasher }
  const profile = wholeProfile({
    clients: [{ client_id: 'robot', client_secret: SECRET, grant_types: ['client_credentials'] }],
    users: Array.from({ length: 10 }, (_, index) => ({
      username: `user-${index}`,
      // Dear enough that ten of them outlast twenty requests on any machine.
      password_hash: bcrypt.hashSync(PASSWORD, 12)
    })),
    settings: { limits: { rate_limiting: false } }
  })
  const options = { port: 0, host: 'localhost', panel: false, defaultDurability: 'process' } as const
  const server = await createServer({ ...options, version: '0.0.0-test', profile }, system)
  const { port } = await server.start()
  let done = 0
  const signIns = Array.from({ length: 10 }, (_, index) =>
    server.accounts.signIns
      .withPassword({ username: `user-${index}`, password: PASSWORD }, visitor(`${index}`))
      .finally(() => (done += 1))
  )
  for (let request = 0; request < 20; request += 1) {
    const { status } = await fetch(`http://localhost:${port}/oauth2/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...basic('robot', SECRET)
      },
      body: 'grant_type=client_credentials'
    })
    expect(status).toBe(200)
  }
  expect(done).toBeLessThan(10)
  expect((await Promise.all(signIns)).map(({ outcome }) => outcome)).toEqual(Array(10).fill('signed-in'))
  await server.close()
  await hasher.close()
  await system.close()
})
