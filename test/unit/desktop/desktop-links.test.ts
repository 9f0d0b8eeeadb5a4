import { describe, expect, it } from 'vitest'
import { createOpening } from '../../../src-main/desktop/opening/create-opening'
import { isProfileFile, parseLink } from '../../../src-main/desktop/opening/parse-link'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

describe('a link into the desktop app', () => {
  it.each([
    ['friendly-oauth2://section/clients', { route: '/clients' }],
    ['friendly-oauth2://section/dashboard/', { route: '/' }],
    ['friendly-oauth2://playground', { route: '/playground' }],
    [
      'friendly-oauth2://playground?request=mine/As%20alice',
      { route: '/playground?request=mine%2FAs%20alice' }
    ],
    ['friendly-oauth2://import?file=/home/me/team.yaml', { file: '/home/me/team.yaml' }]
  ])('%s', (link, meant) => {
    expect(parseLink(link)).toEqual(meant)
  })

  it.each([
    'friendly-oauth2://section/clients/web',
    'friendly-oauth2://playground?request=no-name',
    'friendly-oauth2://import',
    'https://section/clients',
    `friendly-oauth2://playground?request=mine/${'x'.repeat(2_000)}`,
    'nonsense'
  ])('means nothing else: %s', (link) => {
    expect(parseLink(link)).toBeUndefined()
  })

  it('names files of this machine alone', () => {
    expect(isProfileFile('//host/share/profile.json')).toBe(false)
    expect(isProfileFile('\\\\host\\share\\profile.json')).toBe(false)
    expect(isProfileFile('profile.json')).toBe(false)
  })
})

describe('a file that the app is opened with', () => {
  it('is given out once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-opening-'))
    writeFileSync(join(folder, 'team.yml'), 'version: 1')
    const [routes, warnings]: [string[], string[]] = [[], []]
    const opening = createOpening({
      log: { warn: (message) => void warnings.push(message) },
      go: (route) => void routes.push(route)
    })
    await opening.fromCommandLine(['/some/app', 'team.yml'], folder)
    rmSync(folder, { recursive: true })
    expect(routes).toEqual(['/preferences?import=opened'])
    expect(opening.take()).toEqual({ name: 'team.yml', text: 'version: 1' })
    expect(opening.take()).toBeUndefined()

    await opening.link('friendly-oauth2://run')
    expect(warnings).toEqual(['A link asked for something that links can not do'])
  })
})
