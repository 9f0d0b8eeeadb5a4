import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import { electronForTests, removeFolders, type Desktop } from '../support/desktop/launch-desktop'
import { launchPackaged, makePackagedPlace } from '../support/desktop/packaged-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const { isReal } = electronForTests()
const running: Desktop[] = []
const feeds: Server[] = []

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
  for (const feed of feeds.splice(0)) feed.close()
})
afterAll(removeFolders)

/** A program that says that it ran, in the place of a new version. */
const newVersion = (mark: string) => `#!/bin/sh\necho started > '${mark}'\n`

/** A place for files of a version, as electron-builder publishes them; resolves to its address. */
async function publish(version: string, program: string, isBroken = false): Promise<string> {
  const sha512 = createHash('sha512').update(program).digest('base64')
  const name = `friendly-oauth2-server-${version}.AppImage`
  const index = [
    `version: ${version}`,
    `files:\n  - url: ${name}\n    sha512: ${isBroken ? 'A'.repeat(88) : sha512}\n    size: ${program.length}`,
    `path: ${name}\nsha512: ${sha512}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`
  ].join('\n')
  const feed = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    if (path === '/latest-linux.yml') response.end(index)
    else if (path === `/${name}`) response.end(program)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  feeds.push(feed)
  await new Promise((resolve) => feed.once('listening', resolve))
  return `http://127.0.0.1:${(feed.address() as AddressInfo).port}/`
}

async function launch(address: string, surroundings: Record<string, string> = {}) {
  const place = makePackagedPlace({
    'app-update.yml': `provider: generic\nurl: ${address}\nupdaterCacheDirName: friendly-oauth2-test\n`
  })
  const image = join(place.folder, 'Friendly.AppImage')
  writeFileSync(image, 'the version that runs', { mode: 0o755 })
  const world = {
    APPIMAGE: image,
    APPDIR: place.folder,
    XDG_CACHE_HOME: join(place.folder, 'cache'),
    ...surroundings
  }
  const desktop = await launchPackaged(place, { world })
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window), image, folder: place.folder }
}

// What is installed is an AppImage, and real Electron can't be told that it runs in one.
describe.skipIf(isReal || process.platform !== 'linux')('an update', () => {
  it('is fetched at the start, waits to be wanted, and is installed when the app has ended', async () => {
    const mark = join(makePackagedPlace().folder, 'started')
    const { desktop, client, image } = await launch(await publish('99.0.0', newVersion(mark)))
    const update = () => client.desktop.state().then((state) => state.update)
    await expect.poll(update).toMatchObject({ status: 'ready', version: '99.0.0', automatic: true })
    expect(readFileSync(image, 'utf8')).toBe('the version that runs')

    void client.desktop.installUpdate().catch(() => undefined)
    expect(await desktop.ended).toBe(0)
    const installed = [image, join(image, '..', 'friendly-oauth2-server-99.0.0.AppImage')].filter(existsSync)
    expect(installed.map((file) => readFileSync(file, 'utf8'))).toContain(newVersion(mark))
    await expect.poll(() => existsSync(mark)).toBe(true)
  })

  it('that can not be installed leaves no app without its server: it ends, and starts again', async () => {
    const again = join(makePackagedPlace().folder, 'again')
    const { desktop, client, image } = await launch(await publish('99.0.0', 'the next one'), {
      STAND_IN_RELAUNCHED: again
    })
    await expect.poll(() => client.desktop.state().then(({ update }) => update.status)).toBe('ready')
    rmSync(image)
    // The app may end before its answer has reached the page.
    void client.desktop.installUpdate().catch(() => undefined)
    expect(await desktop.ended).toBe(0)
    expect(JSON.parse(readFileSync(again, 'utf8'))).toMatchObject({ execPath: image })
  })

  it('is not installed while a flow of the playground waits', async () => {
    const mark = join(makePackagedPlace().folder, 'started')
    const { client } = await launch(await publish('99.0.0', newVersion(mark)))
    await client.desktop.begin({ how: 'samples' })
    const update = () => client.desktop.state().then((state) => state.update.status)
    await expect.poll(update).toBe('ready')
    const run = await client.playground.authorize({
      draft: { flow: 'oauth2_code', client_id: 'sample-spa', scope: 'sample:read' }
    })
    expect(run.status).toBe('waiting')
    await expect(client.desktop.installUpdate()).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('that was changed on its way is refused, and the state says why', async () => {
    const { client } = await launch(await publish('99.0.0', 'something else', true))
    const update = () => client.desktop.state().then((state) => state.update)
    await expect
      .poll(update)
      .toMatchObject({ status: 'failed', message: expect.stringContaining('checksum') as string })
    await expect(client.desktop.installUpdate()).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is looked for only on demand when somebody chose that', async () => {
    const address = await publish('0.0.1', 'an older one')
    const { desktop, client } = await launch(address)
    await expect.poll(async () => (await client.desktop.state()).update.status).toBe('idle')
    expect((await client.desktop.change({ update: { automatic: false } })).update).toEqual({
      status: 'off',
      automatic: false,
      reason: 'chosen'
    })
    feeds.splice(0).forEach((feed) => feed.close())
    await client.desktop.checkForUpdate()
    await expect.poll(async () => (await client.desktop.state()).update.status).toBe('failed')
    expect(desktop.hasEnded()).toBe(false)
  })
})

describe('an app that runs from its source', () => {
  it('says that it gets no updates', async () => {
    const { launchDesktop } = await import('../support/desktop/launch-desktop')
    const desktop = await launchDesktop()
    running.push(desktop)
    const client = await clientThrough(desktop.window)
    expect((await client.desktop.state()).update).toEqual({
      status: 'off',
      automatic: false,
      reason: 'unpackaged'
    })
    await expect(client.desktop.checkForUpdate()).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
