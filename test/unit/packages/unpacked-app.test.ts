import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findUnpacked } from '../../../scripts/package/find-unpacked.mjs'
import { nameToWindows } from '../../../src-main/desktop/places/app-id'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A folder, below one called as a Mac, with these files. */
function makeFolder(files: Readonly<Record<string, object>>): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'machine-')), 'dist')
  made.push(dirname(folder))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify(content))
  }
  return folder
}

const preset = { name: 'Checkout QA' }

describe('The app that was unpacked', () => {
  const others = { 'builder-debug.yml': {}, 'mac.zip': {}, 'machine/notes.txt': {} }

  it.each([
    ['linux', 'linux-unpacked/resources', 'linux-unpacked/friendly-oauth2-server-checkout-qa'],
    ['win32', 'win-unpacked/resources', 'win-unpacked/Checkout QA.exe'],
    [
      'darwin',
      'mac-universal/Checkout QA.app/Contents/Resources',
      'mac-universal/Checkout QA.app/Contents/MacOS/Checkout QA'
    ]
  ] as const)('for %s is found among other files and folders', (platform, resources, program) => {
    const dist = makeFolder({ ...others, [`${resources}/profile/preset.json`]: preset })
    expect(findUnpacked(dist, platform)).toBe(join(dist, program))
  })

  it('is missed by name where there is none', () => {
    const dist = makeFolder(others)
    expect(() => findUnpacked(dist, 'linux')).toThrow(`No preconfigured app in ${dist}`)
  })
})

describe('Windows', () => {
  /** What the system is told of an app whose package says this. */
  function toldOf(manifest: object, platform: NodeJS.Platform): string[] {
    const folder = makeFolder({ 'package.json': manifest })
    const told: string[] = []
    const app = { getAppPath: () => folder, setAppUserModelId: (id: string) => void told.push(id) }
    nameToWindows(app, platform)
    return told
  }

  it('is told the identifier of the installer’s shortcut, without which it shows no notification', () => {
    expect(toldOf({ appId: 'io.example.qa' }, 'win32')).toEqual(['io.example.qa'])
  })

  it('is told none by an app that runs from its source, and other systems are told nothing', () => {
    expect(toldOf({}, 'win32')).toEqual([])
    expect(toldOf({ appId: 'io.example.qa' }, 'linux')).toEqual([])
  })
})
