import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { DebugLogger } from 'builder-util'
import { afterEach, describe, expect, it, vi } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../..')

/** What the configuration reads of its environment, and no machine's own may answer. */
const SURROUNDING = [
  ...['PACKAGE_PRESET_FOLDER', 'PACKAGE_UPDATES', 'ELECTRON_OVERRIDE_DIST_PATH'],
  ...['CSC_LINK', 'CSC_NAME', 'GITHUB_BASE_REF'],
  ...['PACKAGE_HOMEPAGE', 'GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GIT_DIR']
]

/** The configuration as electron-builder reads it, in an environment with these variables. */
async function configurationWith(variables: Readonly<Record<string, string>>) {
  vi.resetModules()
  for (const name of SURROUNDING) vi.stubEnv(name, variables[name])
  return (await import('../../../electron-builder.config.mjs')).default
}

async function configurationOfPreset(preset: object, variables: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-test-'))
  try {
    writeFileSync(join(folder, 'preset.json'), JSON.stringify(preset))
    return await configurationWith({ PACKAGE_PRESET_FOLDER: folder, ...variables })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

afterEach(() => vi.unstubAllEnvs())

describe('The configuration of the installers', () => {
  it('is one that electron-builder takes, plain and preconfigured', async () => {
    const updates = { PACKAGE_UPDATES: 'github:somebody/identity' }
    for (const configuration of [
      await configurationWith(updates),
      await configurationOfPreset({ name: 'QA' })
    ])
      await validateConfiguration(configuration as never, new DebugLogger(false))
    await expect(
      validateConfiguration({ ...(await configurationWith({})), appid: 'x' } as never, new DebugLogger(false))
    ).rejects.toThrow(/unknown property 'appid'/)
  }, 60_000)

  it('makes what each system installs', async () => {
    const { win, mac, linux } = await configurationWith({ PACKAGE_HOMEPAGE: 'https://id.example.test/' })
    expect(win.target.map(({ target }) => target)).toEqual(['nsis', 'portable'])
    expect(mac.target).toEqual([
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] }
    ])
    expect(linux.target).toEqual(['AppImage', 'deb', 'rpm'])
  })

  it('makes no packages for Debian and Fedora, which must name a page, where no page is known', async () => {
    const { linux, extraMetadata } = await configurationWith({ GIT_DIR: '/nowhere' })
    expect(linux.target).toEqual(['AppImage'])
    expect(extraMetadata).not.toHaveProperty('homepage')
  })

  it('publishes where it was told, and a preconfigured build nowhere', async () => {
    const variables = { PACKAGE_UPDATES: 'github:somebody/identity' }
    expect((await configurationWith({})).publish).toBeNull()
    expect((await configurationWith(variables)).publish).toHaveLength(1)
    expect((await configurationOfPreset({ name: 'QA' }, variables)).publish).toBeNull()
  })

  describe('for macOS', () => {
    const updates = { PACKAGE_UPDATES: 'github:somebody/identity' }
    const certificate = { CSC_LINK: 'certificate.p12' }

    it('signs for no one without a certificate, and then looks for no updates, which would be refused', async () => {
      const { mac, win, linux, electronFuses } = await configurationWith(updates)
      expect(mac).toMatchObject({ identity: '-', hardenedRuntime: false, publish: null })
      expect(electronFuses.resetAdHocDarwinSignature).toBe(true)
      for (const system of [win, linux]) expect(system).not.toHaveProperty('publish')
    })

    it('signs with the certificate that is given, and then looks for updates', async () => {
      for (const given of [certificate, { CSC_NAME: 'Somebody' }]) {
        const { mac, electronFuses } = await configurationWith({ ...updates, ...given })
        for (const field of ['identity', 'hardenedRuntime', 'publish']) expect(mac).not.toHaveProperty(field)
        expect(electronFuses.resetAdHocDarwinSignature).toBe(false)
      }
    })

    it('leaves an app that starts for a pull request too, which is never signed', async () => {
      const { mac, electronFuses } = await configurationWith({ ...certificate, GITHUB_BASE_REF: 'main' })
      expect(mac).toMatchObject({ identity: '-', publish: null })
      expect(electronFuses.resetAdHocDarwinSignature).toBe(true)
    })
  })

  it('tells the app by which identifier Windows knows it', async () => {
    const { appId, extraMetadata } = await configurationOfPreset({ name: 'QA' })
    expect(extraMetadata.appId).toBe(appId)
  })

  it('gives a preconfigured build names of its own on every system', async () => {
    const plain = await configurationWith({})
    const preset = await configurationOfPreset({ name: 'Касса', lock: 'tester' })
    for (const field of ['appId', 'productName', 'artifactName'] as const)
      expect(preset[field]).not.toBe(plain[field])
    expect(preset.linux.executableName).toBe(preset.extraMetadata.name)
    expect(preset.extraMetadata).toMatchObject({
      productName: 'Friendly OAuth2 Server (Касса)',
      desktopName: `${preset.extraMetadata.name}.desktop`
    })
    expect(preset.extraResources).toMatchObject([{ to: 'profile', filter: ['profile.json', 'preset.json'] }])
  })
})

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const iconFile = (name: string) => readFileSync(join(ROOT, 'resources/icons', name))

/** Width and height of a PNG, from its first chunk. */
function sizeOf(png: Buffer): [width: number, height: number] {
  expect(png.subarray(0, 8).equals(PNG)).toBe(true)
  expect(png.toString('ascii', 12, 16)).toBe('IHDR')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('The icons', () => {
  it('of Linux are pictures of the sizes in their names', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
      expect(sizeOf(iconFile(`${size}x${size}.png`))).toEqual([size, size])
  })

  it('of Windows lie in one file, each where its table says', () => {
    const file = iconFile('icon.ico')
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1])
    const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const entry = file.subarray(6 + 16 * index, 22 + 16 * index)
      const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)]
      const [width] = sizeOf(file.subarray(offset, offset + length))
      expect(entry.readUInt8(0)).toBe(width % 256)
      return width
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  it('of macOS lie in one file, each behind its type and length', () => {
    const file = iconFile('icon.icns')
    expect(file.toString('ascii', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const widths: Record<string, number> = {}
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4))
      widths[file.toString('ascii', at, at + 4)] = sizeOf(
        file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      )[0]
    expect(widths).toMatchObject({
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic11: 32,
      ic13: 256,
      ic14: 512
    })
  })

  it.each(['running', 'stopped', 'failed'])(
    'of the tray show that it is %s, sharp on every screen',
    (look) => {
      for (const kind of ['', 'Template'])
        for (const [ending, size] of [
          ['', 16],
          ['@2x', 32]
        ] as const)
          expect(sizeOf(iconFile(`tray/${look}${kind}${ending}.png`))).toEqual([size, size])
      expect(sizeOf(iconFile(`tray/${look}-large.png`))).toEqual([48, 48])
    }
  )
})
