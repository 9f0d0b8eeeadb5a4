import { describe, expect, it } from 'vitest'
import { explainFailure } from '../../../scripts/package/explain-failure.mjs'
import { buildsForMac, publishes, readOptions } from '../../../scripts/package/options.mjs'
import { requirePlaceToPublish } from '../../../scripts/package/place-to-publish.mjs'
import { productOf } from '../../../scripts/package/product.mjs'
import { publisherNotes } from '../../../scripts/package/publisher-notes.mjs'
import { publisherOf } from '../../../scripts/package/publisher.mjs'

describe('The options of npm run package', () => {
  it('are its own three, and everything else is electron-builder’s, in its order', () => {
    expect(
      readOptions(['--dir', '--profile', 'qa.json', '--name=Checkout QA', '-c.a=b', '--lock', 'tester'])
    ).toEqual({
      preset: { file: 'qa.json', name: 'Checkout QA', lock: 'tester' },
      rest: ['--dir', '-c.a=b']
    })
    expect(readOptions(['--linux', 'deb'])).toEqual({ rest: ['--linux', 'deb'] })
  })

  it('tell when electron-builder is to publish', () => {
    for (const options of [
      ['--publish', 'always'],
      ['-p', 'onTag'],
      ['--linux', '--publish=always']
    ])
      expect(publishes(options), options.join(' ')).toBe(true)
    for (const options of [[], ['--dir'], ['--publish', 'never'], ['-p=never']])
      expect(publishes(options), options.join(' ')).toBe(false)
  })

  it('tell whether something is made for macOS', () => {
    for (const options of [['--mac'], ['-m'], ['-wl', '--macos=zip'], ['-mwl'], ['-wlm'], ['-o', 'dmg']])
      expect(buildsForMac(options, 'linux'), options.join(' ')).toBe(true)
    for (const options of [['--linux', 'deb'], ['-wl'], ['--win=nsis', '-p', 'always']])
      expect(buildsForMac(options, 'darwin'), options.join(' ')).toBe(false)
    expect(['darwin', 'win32'].map((platform) => buildsForMac(['--dir'], platform))).toEqual([true, false])
  })

  it.each([
    [['--profile'], /--profile needs a value, a file/],
    [['--profile', '--dir'], /--profile needs a value/],
    [['--profile', 'a', '--profile=b'], /--profile is given twice/],
    [['--name', 'QA'], /--name is for a preconfigured build/],
    [['--profile', 'a', '--lock', 'admin'], /--lock: "admin" is not known; accepted: tester/],
    [['--profile', 'a', '--lock='], /--lock: "" is not known/],
    [['--profile', 'a', '--name', ''], /--name: "" can't be the name of an app; accepted: 1 to 60/],
    [['--profile', 'a', '--name', '  '], /--name: " {2}" can't be/],
    [['--profile', 'a', '--name', 'QA\nExec=x'], /can't be the name/],
    [['--profile', 'a', '--name', '../QA'], /can't be the name/],
    [['--profile', 'a', '--name', 'x'.repeat(61)], /can't be the name/]
  ])('refuse %j', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message)
  })
})

describe('What is to be published', () => {
  const updates = [{ provider: 'github' }]
  const certificate = { CSC_LINK: 'certificate.p12' }
  const publish = (options: string[], build: { updates: typeof updates | null; preset?: object }, env = {}) =>
    requirePlaceToPublish([...options, '--publish', 'always'], build, { env, platform: 'linux' })

  it('is refused where nothing would be published of it', () => {
    expect(() => publish([], { updates: null })).toThrow(/PACKAGE_UPDATES=github:owner/)
    expect(() => publish([], { updates: [{ provider: 'generic' }] })).toThrow(/filled by hand/)
    expect(() => publish([], { updates, preset: {} })).toThrow(/preconfigured build/)
    expect(() => publish(['--mac'], { updates })).toThrow(/without a certificate a build for macOS/)
    expect(() => publish(['-ml'], { updates }, { ...certificate, GITHUB_BASE_REF: 'main' })).toThrow(/macOS/)
  })

  it('is let through where it has a place, for macOS with a certificate', () => {
    publish([], { updates })
    publish(['--mac'], { updates }, certificate)
    requirePlaceToPublish(['--mac'], { updates: null }, { env: {} })
  })
})

describe('A preconfigured build', () => {
  it('has a package and an identifier by its name', () => {
    expect(productOf('Checkout QA')).toEqual({
      productName: 'Checkout QA',
      appName: 'Friendly OAuth2 Server (Checkout QA)',
      packageName: 'friendly-oauth2-server-checkout-qa',
      appId: 'io.github.friendly-oauth2-server.checkout-qa'
    })
  })

  it('that is called as the product takes the place of the plain app', () => {
    expect(productOf('Friendly OAuth2 Server')).toEqual(productOf())
  })

  it('is told apart by its name in any script', () => {
    const names = ['Касса', 'Склад', 'Касса 2', '決済', 'Checkout', 'Checkout Касса', 'Checkout Склад']
    const packages = names.map((name) => productOf(name).packageName)
    expect(new Set(packages).size).toBe(names.length)
    for (const name of packages) expect(name).toMatch(/^friendly-oauth2-server-[a-z0-9]+(-[a-z0-9]+)*$/)
  })
})

describe('Who answers for packages', () => {
  it('is the repository and its owner in a GitHub workflow', () => {
    const workflow = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'somebody/identity',
      GITHUB_REPOSITORY_OWNER: 'somebody'
    }
    expect(publisherOf(workflow)).toEqual({
      homepage: 'https://github.com/somebody/identity',
      maintainer: 'somebody',
      updates: null
    })
    expect(publisherOf({ ...workflow, PACKAGE_HOMEPAGE: 'https://id.example.test/' }).homepage).toBe(
      'https://id.example.test/'
    )
  })

  it('looks for updates in a repository or at an address', () => {
    const updatesOf = (PACKAGE_UPDATES: string) => publisherOf({ PACKAGE_UPDATES }).updates
    expect(updatesOf('github:somebody/identity')).toEqual([
      { provider: 'github', owner: 'somebody', repo: 'identity' }
    ])
    expect(updatesOf('https://files.example.test/identity')).toEqual([
      { provider: 'generic', url: 'https://files.example.test/identity' }
    ])
    expect(() => updatesOf('somewhere')).toThrow(
      /PACKAGE_UPDATES: "somewhere" is not accepted; accepted: github:/
    )
  })

  it('is the page of the repository that a clone came from, without whoever fetched it', () => {
    const pageFrom = (origin?: string) => publisherOf({}, () => origin).homepage
    const page = 'https://git.example.test/team/identity'
    expect(pageFrom('https://git.example.test/team/identity.git')).toBe(page)
    expect(pageFrom('https://somebody:secret@git.example.test/team/identity')).toBe(page)
    expect(pageFrom('git@git.example.test:team/identity.git')).toBe(page)
    expect(pageFrom('ssh://git@git.example.test:2222/team/identity.git/')).toBe(page)
    const withPort = 'https://git.example.test:8443/team/identity'
    expect(pageFrom(`${withPort}.git`)).toBe(withPort)
    expect(pageFrom('https://somebody:secret@git.example.test:8443/team/identity')).toBe(withPort)
  })

  it('is made up by nobody: where no page and no mailbox is known, none is named', () => {
    const folders = [undefined, '/srv/git/identity', '../identity.git', 'file:///srv/git/identity']
    const byShellAlone = [
      'ssh://git@ssh.dev.azure.com/v3/team/project/identity',
      'git@ssh.dev.azure.com:v3/a/b/c'
    ]
    for (const origin of [...folders, ...byShellAlone])
      expect(publisherOf({}, () => origin)).toEqual({
        homepage: undefined,
        maintainer: 'Friendly OAuth2 Server contributors',
        updates: null
      })
  })

  it('is named as packages for Debian want it', () => {
    expect(() => publisherOf({ PACKAGE_MAINTAINER: 'me' })).toThrow(/accepted: Name <mail@address>/)
  })

  it('is told what packages for Linux lack: a page, or a mailbox of their maintainer', () => {
    const notesFor = (env: Record<string, string>) => publisherNotes(publisherOf(env, () => undefined))
    expect(notesFor({})).toEqual([expect.stringContaining('PACKAGE_HOMEPAGE=')])
    const page = { PACKAGE_HOMEPAGE: 'https://id.example.test/' }
    expect(notesFor(page)).toEqual([expect.stringContaining('PACKAGE_MAINTAINER="Name <mail@address>"')])
    expect(notesFor({ ...page, PACKAGE_MAINTAINER: 'A Team <team@id.example.test>' })).toEqual([])
  })
})

describe('When no installer could be made', () => {
  const NO_NETWORK = '⨯ getaddrinfo ENOTFOUND github.com  failedTask=build'
  const BUILDING = (target: string, platform = 'linux') =>
    `• packaging platform=${platform}\n• using custom unpacked Electron distribution\n• building        target=${target} arch=x64\n${NO_NETWORK}`

  it('Electron is missing where it was not reached', () => {
    const words = explainFailure(`• packaging platform=linux\n${NO_NETWORK}`)
    expect(words).toContain('Electron: ELECTRON_OVERRIDE_DIST_PATH=')
    expect(words).not.toContain('FPM')
  })

  it.each([
    ['AppImage', 'APPIMAGE_TOOLS_PATH='],
    ['deb', 'CUSTOM_FPM_PATH='],
    ['tar.gz', 'ELECTRON_BUILDER_7ZIP_PATH='],
    ['nsis', 'ELECTRON_BUILDER_NSIS_DIR='],
    ['DMG', 'CUSTOM_DMGBUILD_PATH=']
  ])('the tools of %s are named with the variable that gives them', (target, variable) => {
    const words = explainFailure(BUILDING(target))
    expect(words).toContain(variable)
    expect(words).not.toContain('ELECTRON_OVERRIDE_DIST_PATH')
  })

  it('what was given already is not asked for again', () => {
    const words = explainFailure(`${BUILDING('nsis', 'win32')}`, {
      ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za'
    })
    expect(words).not.toContain('7ZIP')
    expect(words).toContain('Wine')
  })

  it('rpmbuild is named with the package that has it', () => {
    expect(explainFailure('Please specify project homepage, see')).toContain('PACKAGE_HOMEPAGE=https://')
    expect(explainFailure("Need executable 'rpmbuild' to convert dir to rpm")).toContain('apt install rpm')
  })

  it('a fault that is no download is left to electron-builder’s own words', () => {
    expect(explainFailure('⨯ ENOSPC: no space left on device')).toMatch(/stands above/)
  })
})
