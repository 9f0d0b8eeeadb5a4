import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import {
  argumentsFor,
  electronForTests,
  environment,
  launchDesktop,
  makeFolder,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'

let desktop: Desktop
let client: Awaited<ReturnType<typeof clientThrough>>
const files = makeFolder()

beforeAll(async () => {
  desktop = await launchDesktop()
  client = await clientThrough(desktop.window)
  await desktop.window.locator('#app > *').first().waitFor()
})
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

const hash = () => desktop.window.evaluate(() => location.hash)
/** The title of the flow that the playground shows. */
const shownFlow = () => desktop.window.locator('header.top h2').textContent()
/** As macOS hands a link over. */
const openLink = (link: string) =>
  desktop.app.evaluate(
    ({ app }, url) => void app.emit('open-url', { preventDefault: () => undefined }, url),
    link
  )
const fileNamed = (name: string, text: string) => {
  const path = join(files, name)
  writeFileSync(path, text)
  return path
}

/** Starts the app once more on the same folder; resolves to its exit code. */
function startAgain(...options: string[]): Promise<number | null> {
  const { path, isReal } = electronForTests()
  const noSandbox = isReal && process.platform === 'linux' ? ['--no-sandbox'] : []
  const child = spawn(path, [...noSandbox, ...argumentsFor(desktop.folder, options)], {
    env: { ...environment(isReal), STAND_IN_WAIT: '' },
    cwd: files,
    stdio: 'ignore'
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

describe('a link into the app', () => {
  it('shows a section', async () => {
    await openLink('friendly-oauth2://section/clients')
    await expect.poll(hash).toBe('#/clients')
  })

  it('shows a saved request, and nothing is sent', async () => {
    const before = (await client.playground.transcript()).length
    await openLink('friendly-oauth2://playground?request=samples/Client%20credentials')
    await expect.poll(hash).toBe('#/playground')
    await expect.poll(shownFlow).toContain('Client credentials')
    expect(await client.playground.transcript()).toHaveLength(before)
  })

  it('to a saved request brings nobody back who has gone on by then', async () => {
    await openLink('friendly-oauth2://playground?request=samples/Client%20credentials')
    await expect.poll(hash).toMatch(/^#\/playground/)
    await openLink('friendly-oauth2://section/users')
    await expect.poll(hash).toBe('#/users')
    await expect(desktop.window.waitForURL(/#\/playground/, { timeout: 700 })).rejects.toThrow('Timeout')
  })

  it.each([
    'friendly-oauth2://run?command=everything',
    'friendly-oauth2://section/nothing',
    'friendly-oauth2://playground/send?request=samples/Client%20credentials',
    'friendly-oauth2://import?file=relative.json',
    'friendly-oauth2://import?file=%2Fetc%2Fpasswd',
    'friendly-oauth2://import?file=%2F%2Fhost%2Fshare%2Fprofile.json',
    'some-other://section/clients'
  ])('of any other kind changes nothing: %s', async (link) => {
    await openLink('friendly-oauth2://section/users')
    await expect.poll(hash).toBe('#/users')
    await openLink(link)
    await openLink('friendly-oauth2://section/users')
    expect(await hash()).toBe('#/users')
    expect(await client.desktop.takeImport()).toBeNull()
  })
})

describe('a second start', () => {
  it('hands its link over', async () => {
    expect(await startAgain('friendly-oauth2://section/keys')).toBe(0)
    await expect.poll(hash).toBe('#/keys')
  })
})

describe('a file that is no profile', () => {
  it('is not taken, by its name or its size', async () => {
    await openLink('friendly-oauth2://section/users')
    await expect.poll(hash).toBe('#/users')
    const large = fileNamed('large.json', ' '.repeat(5_000_001))
    for (const path of [fileNamed('notes.txt', 'version: 1'), large, join(files, 'missing.json')])
      await desktop.app.evaluate(
        ({ app }, file) => void app.emit('open-file', { preventDefault: () => undefined }, file),
        path
      )
    await openLink('friendly-oauth2://section/users')
    expect(await hash()).toBe('#/users')
    expect(await client.desktop.takeImport()).toBeNull()
  })
})

// Last, since whoever looks at an import is asked before they leave it.
describe('a profile', () => {
  const changes = () => desktop.window.locator('[data-testid="import-change"]').allInnerTexts()
  const profileOf = (client_id: string) =>
    JSON.stringify({ version: 1, clients: [{ client_id, client_name: 'Opened' }] })

  it('that a link names is shown with what importing it would change, and changes nothing', async () => {
    const path = fileNamed('linked.json', profileOf('of-a-link'))
    await openLink(`friendly-oauth2://import?file=${encodeURIComponent(path)}`)
    await expect.poll(async () => (await changes()).join()).toContain('of-a-link')
    expect(await hash()).toContain('#/preferences')
    expect(await client.desktop.takeImport()).toBeNull()
    expect((await client.clients.list({ search: 'of-a-link' })).total).toBe(0)
  })

  it('that a second start was given is handed over, by its name where that was typed', async () => {
    fileNamed('handed.yaml', profileOf('of-a-file'))
    expect(await startAgain('handed.yaml')).toBe(0)
    await expect.poll(async () => (await changes()).join()).toContain('of-a-file')
    expect((await client.clients.list({ search: 'of-a-file' })).total).toBe(0)
  })
})
