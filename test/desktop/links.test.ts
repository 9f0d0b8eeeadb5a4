import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchDesktop, removeFolders, type Desktop } from '../support/desktop/launch-desktop'

/** Where the main process keeps what it was about to open outside. */
type Opened = typeof globalThis & { opened: string[] }

let desktop: Desktop

beforeAll(async () => {
  desktop = await launchDesktop()
  await desktop.window.locator('#app > *').first().waitFor()
})
beforeEach(() =>
  desktop.app.evaluate(({ shell }) => {
    const opened: string[] = ((globalThis as Opened).opened = [])
    shell.openExternal = async (url) => void opened.push(url)
  })
)
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

const opened = () => desktop.app.evaluate(() => (globalThis as Opened).opened)

/** Clicks a link as the page's own, and waits long enough for the main process to have acted. */
async function follow(address: string, target: '_self' | '_blank'): Promise<void> {
  await desktop.window.evaluate(
    ([href, where]) => {
      const link = document.createElement('a')
      Object.assign(link, { href, target: where })
      document.body.append(link)
      link.click()
      link.remove()
    },
    [address, target] as const
  )
}

describe('a link', () => {
  it('to the web opens in the person’s browser and in no window of ours', async () => {
    await follow('https://example.test/somewhere', '_blank')
    await expect.poll(opened).toEqual(['https://example.test/somewhere'])
    await expect.poll(() => desktop.app.windows().length).toBe(1)
  })

  it('of another scheme starts no program', async () => {
    await follow('file:///etc/passwd', '_blank')
    await follow('some-program://run', '_blank')
    await follow('https://example.test/last', '_blank')
    await expect.poll(opened).toEqual(['https://example.test/last'])
  })

  it('that would take the window elsewhere leaves it on the panel', async () => {
    const before = desktop.window.url()
    await follow('https://example.test/elsewhere', '_self')
    await expect.poll(opened).toEqual(['https://example.test/elsewhere'])
    expect(desktop.window.url()).toBe(before)
    await desktop.window.locator('#app > *').first().waitFor()
  })
})

describe('a permission', () => {
  it('is refused, whatever the page asks for', async () => {
    const states = await desktop.window.evaluate(async () => {
      const query = (name: PermissionName) => navigator.permissions.query({ name })
      const answers = await Promise.all([query('geolocation'), query('notifications')])
      return answers.map(({ state }) => state)
    })
    expect(states).toEqual(['denied', 'denied'])
  })
})
