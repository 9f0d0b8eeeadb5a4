import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { extractFile, listPackage } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { version } from '../../package.json'
import { clientThrough } from '../support/desktop/desktop-client'
import { launchDesktop, removeFolders } from '../support/desktop/launch-desktop'
import { packageOffline, runPackage, type Packaging } from '../support/desktop/package-maker'

const ON_LINUX = process.platform === 'linux'
const SEVEN_ZIP = process.env['ELECTRON_BUILDER_7ZIP_PATH']
const PROFILE = `
version: 1
settings: { branding: { server_name: Checkout } }
users:
  - { username: admin@example.com, password: of the team, roles: [administrator] }
  - { username: alice, password: '\${PASSWORD_OF_ALICE}', name: 'Alice $\${HOME}' }
  - { username: bob, password: builder }
  - { username: carol }
clients:
  - { client_id: shop, client_secret: a secret of the shop, grant_types: [client_credentials] }
  - { client_id: exported-without-secret, grant_types: [client_credentials] }
`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-test-'))
  writeFileSync(join(folder, 'checkout.yaml'), PROFILE)
})
afterAll(() => {
  removeFolders()
  rmSync(folder, { recursive: true, force: true })
})

const resourcesOf = (place: string) => join(place, 'linux-unpacked/resources')
const readJson = (...parts: string[]) => JSON.parse(readFileSync(join(...parts), 'utf8'))

describe.runIf(ON_LINUX)('a preconfigured build', () => {
  let place: string
  let made: Packaging
  beforeAll(async () => {
    place = join(folder, 'preset')
    const profile = ['--profile', join(folder, 'checkout.yaml'), '--name', 'Checkout QA', '--lock', 'tester']
    const variables = { PASSWORD_OF_ALICE: 'wonderland', PACKAGE_UPDATES: 'github:somebody/something' }
    made = await packageOffline(place, [...profile, '--dir'], variables)
    expect(made.code, made.output).toBe(0)
  }, 300_000)

  it('carries the profile with the variables of the environment filled in, but no key', () => {
    const profile = readJson(resourcesOf(place), 'profile/profile.json')
    expect(profile.users).toMatchObject([
      { username: 'admin@example.com' },
      { username: 'alice', password: 'wonderland' },
      { username: 'bob' },
      { username: 'carol' }
    ])
    expect(profile.clients).toMatchObject([
      { client_id: 'exported-without-secret', client_secret: expect.stringMatching(/^[A-Za-z0-9]{50}$/) },
      { client_id: 'shop', client_secret: 'a secret of the shop' }
    ])
    expect(profile).not.toHaveProperty('keys')
  })

  it('carries its name and its lock', () => {
    expect(readJson(resourcesOf(place), 'profile/preset.json')).toEqual({
      name: 'Checkout QA',
      lock: 'tester'
    })
  })

  it('is an app of its own, so that two of them stand side by side', () => {
    expect(existsSync(join(place, 'linux-unpacked/friendly-oauth2-server-checkout-qa'))).toBe(true)
    expect(existsSync(join(place, 'linux-unpacked/friendly-oauth2-server'))).toBe(false)
  })

  it('says what can be read in it, and that a person has no password', () => {
    expect(made.output).toContain('can read what travels in it: 3 passwords, 2 client secrets.')
    expect(made.output).not.toContain('documented password')
    expect(made.output).toContain('1 of 4 people have no password in the profile')
  })

  it('looks for no updates, which would bring the plain app', () => {
    expect(readdirSync(resourcesOf(place)).sort()).toEqual(['app.asar', 'profile'])
  })

  it('has in its archive what runs, and nothing else', () => {
    const files = listPackage(join(resourcesOf(place), 'app.asar'), { isPack: false })
    for (const file of [
      'main/main.js',
      'main/password-worker.js',
      'preload/preload.cjs',
      'renderer/index.html'
    ])
      expect(files).toContain(`/out/${file}`)
    expect(files).toContain('/resources/icons/tray/running.png')
    const main = extractFile(join(resourcesOf(place), 'app.asar'), 'out/main/main.js').toString()
    const pictures = [...main.matchAll(/["'`]([\w-]+\.png)["'`]/g)].map(([, name]) => name)
    expect(pictures.length).toBeGreaterThan(0)
    for (const name of pictures) expect(files).toContain(`/resources/icons/${name}`)
    const tops = new Set(files.map((file) => file.split('/')[1]))
    expect([...tops].sort()).toEqual(['LICENSE', 'out', 'package.json', 'resources'])
    expect(files.filter((file) => /node_modules|\.ts$|cli\.js$|library\./.test(file))).toEqual([])
  })

  it('has the fuses of Electron’s security checklist', async () => {
    const wire = await getCurrentFuseWire(join(place, 'linux-unpacked/friendly-oauth2-server-checkout-qa'))
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse]!) === '1'
    const { RunAsNode, EnableNodeOptionsEnvironmentVariable, EnableNodeCliInspectArguments } = FuseV1Options
    const { GrantFileProtocolExtraPrivileges, EnableCookieEncryption, OnlyLoadAppFromAsar } = FuseV1Options
    expect([RunAsNode, EnableNodeOptionsEnvironmentVariable].map(isOn)).toEqual([false, false])
    expect([EnableNodeCliInspectArguments, GrantFileProtocolExtraPrivileges].map(isOn)).toEqual([
      false,
      false
    ])
    expect([EnableCookieEncryption, OnlyLoadAppFromAsar].map(isOn)).toEqual([true, true])
    expect(isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true)
  })

  it('starts with its users, from its archive alone', { timeout: 180_000 }, async () => {
    const executable = join(place, 'linux-unpacked/friendly-oauth2-server-checkout-qa')
    const desktop = await launchDesktop({ executable })
    try {
      const panel = await clientThrough(desktop.window)
      await expect.poll(async () => (await panel.server.state()).status).toBe('running')
      const { items } = await panel.users.list({})
      expect(items.map(({ username }) => username).sort()).toEqual([
        'admin@example.com',
        'alice',
        'bob',
        'carol'
      ])
      expect(items.find(({ username }) => username === 'alice')?.name).toMatch(/^Alice \$\{HOME\}$/)
      // Locked to testers, it refuses what only administrators may.
      expect((await panel.session.current()).preset).toEqual({ name: 'Checkout QA', lock: 'tester' })
      await expect(panel.users.remove({ username: 'alice' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    } finally {
      await desktop.quit()
    }
  })
})

describe.runIf(ON_LINUX)('a package for Debian', () => {
  /** What fpm was told, written in place of a package. */
  const FPM = `#!/usr/bin/env node
    const fs = require('node:fs')
    const argv = process.argv.slice(2)
    const entry = argv.find((text) => text.endsWith('.desktop')).split('=')
    const told = { argv, name: entry[1], entry: fs.readFileSync(entry[0], 'utf8') }
    fs.writeFileSync(argv[argv.indexOf('--package') + 1], JSON.stringify(told))`
  let place: string
  let told: { argv: string[]; name: string; entry: string }
  beforeAll(async () => {
    place = join(folder, 'debian')
    writeFileSync(join(folder, 'fpm'), FPM, { mode: 0o755 })
    const variables = {
      CUSTOM_FPM_PATH: join(folder, 'fpm'),
      PACKAGE_HOMEPAGE: 'https://identity.example.test/',
      PACKAGE_MAINTAINER: 'A Team <team@identity.example.test>',
      PACKAGE_UPDATES: 'https://downloads.example.test/identity'
    }
    const made = await packageOffline(place, ['--linux', 'deb', '--x64'], variables)
    expect(made.code, made.output).toBe(0)
    told = readJson(place, `friendly-oauth2-server-${version}-linux-amd64.deb`)
  }, 300_000)

  const valueOf = (option: string) => told.argv[told.argv.indexOf(option) + 1]

  it('names who answers for it, as the environment says', () => {
    expect(valueOf('--name')).toBe('friendly-oauth2-server')
    expect(valueOf('--maintainer')).toBe('A Team <team@identity.example.test>')
    expect(valueOf('--url')).toBe('https://identity.example.test/')
    expect(valueOf('--license')).toBe('MIT')
  })

  it('opens links of friendly-oauth2:// and is found among the system’s programs', () => {
    expect(told.name).toBe('/usr/share/applications/friendly-oauth2-server.desktop')
    expect(told.entry).toMatch(/^Name=Friendly OAuth2 Server$/m)
    expect(told.entry).toMatch(/^Exec="\/opt\/Friendly OAuth2 Server\/friendly-oauth2-server" %U$/m)
    expect(told.entry).toMatch(/^MimeType=x-scheme-handler\/friendly-oauth2;$/m)
    expect(told.entry).toMatch(/^StartupWMClass=friendly-oauth2-server$/m)
    for (const size of [16, 32, 48, 256, 512])
      expect(told.argv.join(' ')).toContain(`/hicolor/${size}x${size}/apps/friendly-oauth2-server.png`)
  })

  it('looks for updates where it was told, whose metadata lies beside it', () => {
    expect(parse(readFileSync(join(resourcesOf(place), 'app-update.yml'), 'utf8'))).toMatchObject({
      provider: 'generic',
      url: 'https://downloads.example.test/identity'
    })
    expect(parse(readFileSync(join(place, 'latest-linux.yml'), 'utf8'))).toMatchObject({
      version,
      files: [{ url: `friendly-oauth2-server-${version}-linux-amd64.deb` }]
    })
  })
})

describe.runIf(ON_LINUX && SEVEN_ZIP)('an archive of the app', () => {
  it('is made where 7-Zip is given', async () => {
    const place = join(folder, 'archive')
    const made = await packageOffline(place, ['--linux', 'tar.gz', '--x64'])
    expect(made.code, made.output).toBe(0)
    expect(readdirSync(place)).toContain(`friendly-oauth2-server-${version}-linux-x64.tar.gz`)
  }, 300_000)
})

describe('a profile that can’t be used', () => {
  const refusalOf = async (text: string) => {
    const file = join(folder, 'refused.json')
    writeFileSync(file, text)
    return runPackage(['--profile', file, '--dir'])
  }

  it('is refused before anything is made, with the path of each fault', async () => {
    const { code, output } = await refusalOf('{ "version": 1, "user": [], "clients": [{ "client_id": 5 }] }')
    expect(code).toBe(2)
    expect(output).toContain('user: unknown field; did you mean `users`?')
    expect(output).toContain('clients[0].client_id')
    expect(output).not.toContain('electron-builder')
  })

  it('is one with a lock whose administrator has the documented password', async () => {
    const file = join(folder, 'open-to-everybody.json')
    writeFileSync(file, '{ "version": 1 }')
    const { code, output } = await runPackage([
      '--profile',
      file,
      '--name',
      'QA',
      '--lock',
      'tester',
      '--dir'
    ])
    expect(code).toBe(2)
    expect(output).toContain('--lock: everybody knows the password of admin@example.com')
  })

  it('is one whose variable is not set, or that is not there', async () => {
    const unset = await refusalOf(
      `{ "version": 1, "users": [{ "username": "a", "password": "\${NOT_SET_HERE}" }] }`
    )
    expect(unset).toMatchObject({
      code: 2,
      output: expect.stringContaining('users[0].password: the environment has no NOT_SET_HERE')
    })
    const absent = await runPackage(['--profile', join(folder, 'absent.json')])
    expect(absent).toMatchObject({ code: 2, output: expect.stringContaining('there is no such file') })
  })

  it('is one whose server name can’t be an app’s, which --name mends', async () => {
    const { code, output } = await refusalOf(
      '{ "version": 1, "settings": { "branding": { "server_name": "QA/Staging" } } }'
    )
    expect(code).toBe(2)
    expect(output).toMatch(/server_name of the profile, in place of --name: "QA\/Staging" can't be the name/)
  })
})
