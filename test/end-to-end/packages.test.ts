import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { version } from '../../package.json'
import { canMakeDebianPackage, makeDebianPackage } from '../../scripts/package/debian-package.mjs'
import { makeSingleExecutable } from '../../scripts/package/single-executable.mjs'
import { serveProduct, type ServedProduct } from '../support/served-product'

const ROOT = resolve(import.meta.dirname, '../..')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PROFILE = {
  clients: [
    {
      client_id: 'shop',
      client_secret: 'shop-secret',
      grant_types: ['client_credentials' as const, 'password' as const],
      scope: 'openid admin'
    }
  ],
  users: [{ username: 'alice', password: 'wonderland' }]
}

/** An access token of the server at an address, which `form` asks for as the client `shop`. */
async function askForToken(address: string, form: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${address}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('shop:shop-secret').toString('base64')}` },
    body: new URLSearchParams(form)
  })
  return answer.json()
}

describe('the single-file executable', () => {
  let executable: string
  let served: ServedProduct
  beforeAll(async () => {
    executable = await makeSingleExecutable(join(folder, 'sea'))
    // A bare machine: no PATH, no project, no node_modules in sight.
    served = await serveProduct({ program: [executable], profile: PROFILE, environment: { HOME: folder } })
  }, 180_000)
  afterAll(() => served?.stop())

  it('says its version and its commands', () => {
    expect(execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim()).toBe(version)
    expect(execFileSync(executable, ['--help'], { encoding: 'utf8' })).toContain('serve')
  })

  it('gives tokens', async () => {
    expect(await askForToken(served.address, { grant_type: 'client_credentials' })).toMatchObject({
      token_type: 'Bearer'
    })
  })

  it('compares passwords in a thread of its own, whose code it carries', async () => {
    const form = { grant_type: 'password', username: 'alice', scope: 'openid' }
    expect(await askForToken(served.address, { ...form, password: 'wonderland' })).toHaveProperty('id_token')
    expect(await askForToken(served.address, { ...form, password: 'looking-glass' })).toMatchObject({
      error: 'invalid_grant'
    })
  })

  it('serves the panel that it carries, every file of its page', async () => {
    const page = await fetch(`${served.address}/panel/`)
    const html = await page.text()
    expect(page.headers.get('content-type')).toContain('text/html')
    const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path!)
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const answer = await fetch(`${served.address}/panel/${file}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/javascript|css|font|svg|json/)
      expect(answer.headers.get('cache-control')).toContain('immutable')
      const built = readFileSync(join(ROOT, 'out/renderer', file))
      expect(Buffer.from(await answer.arrayBuffer()).equals(built)).toBe(true)
    }
    expect((await fetch(`${served.address}/panel/assets/none.js`)).status).toBe(404)
  })

  it('has the licences of what it carries', async () => {
    const { access_token } = (await askForToken(served.address, {
      grant_type: 'client_credentials',
      scope: 'admin'
    })) as { access_token: string }
    const answer = await fetch(`${served.address}/admin/api/about/notices`, {
      headers: { authorization: `Bearer ${access_token}` }
    })
    const { packages } = (await answer.json()) as { packages: { name: string }[] }
    expect(packages.map(({ name }) => name)).toContain('express')
  })

  it.runIf(canMakeDebianPackage())('travels as a Debian package with a systemd unit', () => {
    vi.stubEnv('PACKAGE_MAINTAINER', 'A Packager <packager@example.com>')
    const file = makeDebianPackage(executable, folder, 'none')
    vi.unstubAllEnvs()
    const control = execFileSync('dpkg-deb', ['--field', file], { encoding: 'utf8' })
    expect(control).toContain('Package: friendly-oauth2\n')
    expect(control).toContain(`Version: ${version}\n`)
    expect(control).toContain('Maintainer: A Packager <packager@example.com>\n')
    const contents = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' })
    expect(contents).toMatch(/^-rwxr-xr-x root\/root .* \.\/usr\/bin\/friendly-oauth2$/m)
    expect(contents).toMatch(
      /^-rw-r--r-- root\/root .* \.\/usr\/lib\/systemd\/system\/friendly-oauth2\.service$/m
    )
    const unpacked = join(folder, 'unpacked')
    execFileSync('dpkg-deb', ['--extract', file, unpacked])
    const unit = readFileSync(join(unpacked, 'usr/lib/systemd/system/friendly-oauth2.service'), 'utf8')
    const program = /^ExecStart=(\S+) serve$/m.exec(unit)?.[1] ?? ''
    expect(execFileSync(join(unpacked, program), ['--version'], { encoding: 'utf8' }).trim()).toBe(version)
  })
})

describe('the npm package', () => {
  let project: string
  beforeAll(() => {
    project = join(folder, 'project')
    const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
      cwd: ROOT,
      encoding: 'utf8'
    })
    const file = join(folder, packed.stdout.trim())
    execFileSync('mkdir', ['-p', project])
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
    // It needs no other package, so it installs without a network.
    execFileSync('npm', ['install', '--offline', '--ignore-scripts', '--silent', file], { cwd: project })
  }, 180_000)

  it('needs no other package', () => {
    const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: object }
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/friendly-oauth2-server'])
  })

  it('has the command line', () => {
    const program = join(project, 'node_modules/.bin/friendly-oauth2')
    expect(execFileSync(program, ['--version'], { encoding: 'utf8' }).trim()).toBe(version)
  })

  it('starts a server in a test of one’s own, which is administered and stopped from there', () => {
    writeFileSync(
      join(project, 'try.mjs'),
      `import { startServer, UsageError } from 'friendly-oauth2-server'
       const server = await startServer(${JSON.stringify(PROFILE)})
       const token = await server.token('shop')
       const metadata = await (await fetch(server.issuer + '/.well-known/openid-configuration')).json()
       await server.apply({ users: [{ username: 'bob', password: 'builder' }] })
       const bob = await server.admin.users.get({ username: 'bob' })
       const refused = await server.token('nobody').catch((error) => error.message)
       await server.stop()
       const unknown = await startServer({ clients: [{ client_id: 'a', grant_typs: [] }] }).catch((error) => error)
       console.log(JSON.stringify({
         token: token.length > 20, issuer: metadata.issuer === server.issuer, bob: bob.username, refused,
         stopped: await fetch(server.issuer).then(() => false, () => true),
         unknown: unknown instanceof UsageError && unknown.message
       }))`
    )
    const output = execFileSync(process.execPath, ['try.mjs'], { cwd: project, encoding: 'utf8' })
    expect(JSON.parse(output)).toEqual({
      token: true,
      issuer: true,
      bob: 'bob',
      refused: expect.stringContaining('nobody gets no token: invalid_client'),
      stopped: true,
      unknown: expect.stringContaining('clients[0].grant_typs')
    })
  })

  it('is required by CommonJS as it is imported', () => {
    writeFileSync(
      join(project, 'try.cjs'),
      `const { startServer } = require('friendly-oauth2-server')
       startServer(${JSON.stringify(PROFILE)}).then(async (server) => {
         console.log((await server.token('shop')).length > 20)
         await server.stop()
       })`
    )
    expect(execFileSync(process.execPath, ['try.cjs'], { cwd: project, encoding: 'utf8' })).toBe('true\n')
  })

  it('has declarations that stand alone, for whoever writes TypeScript', () => {
    const compile = (...lines: string[]) => {
      const head = "import { startServer, type ServerForTests } from 'friendly-oauth2-server'"
      writeFileSync(join(project, 'try.ts'), [head, ...lines].join('\n'))
      const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2022', types: [] }
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['try.ts'] }))
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
      return spawnSync(process.execPath, [compiler], { cwd: project, encoding: 'utf8' }).stdout
    }
    expect(
      compile(
        "const server: ServerForTests = await startServer({ users: [{ username: 'alice' }], logLevel: 'silent' })",
        'export const issuer: string = server.issuer'
      )
    ).toBe('')
    expect(compile('await startServer({ prot: 9000 })', 'export {}')).toMatch(/'prot' does not exist/)
  })
})

describe('the container', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')

  it('copies nothing that is not there, runs as nobody in particular, and tells of its health', () => {
    for (const [, names] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const name of names!.split(' ').filter((word) => !word.startsWith('--')))
        expect(existsSync(join(ROOT, name)), name).toBe(true)
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/healthcheck/)
  })

  it('starts from the command that it names, with the environment that it sets and the profile that it brings', async () => {
    const variables = /^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)![1]!.matchAll(/(FRIENDLY_OAUTH2_\w+)=(\S+)/g)
    const environment = Object.fromEntries([...variables].map(([, name, value]) => [name!, value!]))
    expect(Object.keys(environment)).toContain('FRIENDLY_OAUTH2_HOST')
    const served = await serveProduct({
      // What the image has elsewhere is said by options, which count before the environment.
      args: ['--profile', join(ROOT, 'resources/docker/profile.yaml'), '--host', '127.0.0.1'],
      environment: { ...environment, ADMINISTRATOR_PASSWORD: 'chosen by whoever starts it' }
    })
    expect((await fetch(`${served.address}/healthz`)).status).toBe(200)
    // Beyond loopback a start is refused while the documented password stands.
    expect(served.readyLine).not.toContain('password')
    expect(await served.stop()).toBe(0)
  })

  it.each(['compose.yaml', 'compose.postgres.yaml'])('is composed by %s of files that are there', (name) => {
    const place = join(ROOT, 'resources/docker')
    const composed = parse(readFileSync(join(place, name), 'utf8')) as {
      services: Record<string, { build?: string; volumes?: string[] }>
    }
    for (const { build, volumes = [] } of Object.values(composed.services)) {
      if (build) expect(existsSync(join(place, build, 'Dockerfile'))).toBe(true)
      for (const volume of volumes.filter((text) => text.startsWith('.')))
        expect(existsSync(join(place, volume.split(':')[0]!))).toBe(true)
    }
  })
})
