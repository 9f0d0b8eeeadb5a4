import { afterEach, describe, expect, it } from 'vitest'
import { wholeProfile } from '../../support/whole-profile'
import { openDesktop, type OpenedDesktop } from '../open-desktop'

let panel: OpenedDesktop
afterEach(async () => {
  await panel?.close()
})
const PRESET = {
  name: 'Checkout QA',
  profile: wholeProfile({ clients: [{ client_id: 'shop', client_secret: 'a secret of the shop' }] })
}
const open = async (given: Parameters<typeof openDesktop>[0] = {}) => (panel = await openDesktop(given))

describe('A preconfigured build', () => {
  it('shows its name in the navigation and in the title', async () => {
    await open({ preset: PRESET })
    expect((await panel.find('preset-brand')).textContent).toBe('Checkout QA')
    expect(document.title).toBe('Dashboard · Checkout QA')
    expect(panel.has('nav-flows')).toBe(true)
  })

  it('that is locked hides the sections that configure the server, and says why to whoever goes there', async () => {
    await open({ preset: { ...PRESET, lock: 'tester' }, locked: true, path: '/flows' })
    expect((await panel.find('locked-away')).textContent).toContain(
      'Flows & authentication is locked: Checkout QA was built for testers'
    )
    for (const id of ['server', 'flows', 'keys', 'pages', 'mail'])
      expect(panel.has(`nav-${id}`), id).toBe(false)
    expect(panel.has('nav-clients')).toBe(true)
    panel.press('k', { ctrlKey: true })
    await panel.type('palette-input', 'keys')
    await panel.until(() => expect(document.querySelector('[role="listbox"]')).not.toBeNull())
    expect(document.querySelector('[data-testid="command-open-keys"]')).toBeNull()
  })

  it('that is locked leaves what only administrators may out of the settings of the app', async () => {
    await open({ preset: { ...PRESET, lock: 'tester' }, locked: true, path: '/preferences' })
    await panel.find('starts-server')
    await panel.find('reset-preset')
    for (const id of ['profile-export', 'profile-choose', 'preset-save', 'database-url'])
      expect(panel.has(id), id).toBe(false)
  })

  it('goes back to its profile when somebody says so twice', async () => {
    await open({ preset: PRESET, path: '/preferences' })
    await panel.click('reset-preset')
    expect((await panel.find('confirm-dialog')).textContent).toContain('Signing keys')
    await panel.click('confirm')
    await panel.until(async () =>
      expect(await panel.server.store.clients.get('shop')).toMatchObject({ client_id: 'shop' })
    )
  })

  it('is none without a preset: there is nothing to reset', async () => {
    await open({ path: '/preferences' })
    await panel.find('starts-server')
    expect(panel.has('reset-preset')).toBe(false)
  })
})

describe('The settings of the app', () => {
  it('act at once', async () => {
    const { desktop } = await open({ path: '/preferences' })
    await panel.click('starts-server')
    await panel.until(() => expect(desktop.state().startsServer).toBe(false))
    await panel.click('notify-sign_in_waiting')
    await panel.until(() =>
      expect(desktop.state().notifications).toEqual({
        server_stopped: false,
        sign_in_waiting: true,
        key_expires: false
      })
    )
  })

  it('say why an app that is not installed cannot be started at login', async () => {
    await open({ path: '/preferences', facts: { startsAtLogin: undefined } })
    expect((await panel.find('starts-at-login')).matches(':disabled')).toBe(true)
    expect(document.body.textContent).toContain('Only an installed app can be started at login')
  })

  it('tell menu and tray the language of the panel', async () => {
    const { desktop } = await open()
    await panel.click('user-menu')
    await panel.click('language-ru')
    await panel.until(() => expect(desktop.state().language).toBe('ru'))
  })

  it('keep a database for the next start, its password unseen, and offer the restart', async () => {
    const { desktop } = await open({ path: '/preferences' })
    await panel.type('database-url', 'postgres://me:hidden@db/oauth')
    await panel.click('database-use')
    await panel.until(() => expect(panel.text('database-now')).toBe('postgres://me:••••@db/oauth'))
    await panel.click('app-restart')
    await panel.until(() => expect(desktop.deeds).toEqual(['restart']))
    await panel.click('database-folder')
    await panel.until(() => expect(panel.text('database-now')).toBe('/home/alice/friendly-oauth2'))
  })

  it('say what is wrong with a database beside the field', async () => {
    await open({ path: '/preferences' })
    await panel.type('database-url', 'mysql://db')
    await panel.click('database-use')
    await panel.until(() =>
      expect(document.body.textContent).toContain('A PostgreSQL URL begins with postgres://')
    )
  })

  it.each([
    ['preset', 'a preconfigured build stays as it was made'],
    ['portable', 'a portable app is replaced by hand'],
    ['unpackaged', 'runs from its sources']
  ] as const)('say why there are no updates: %s', async (reason, words) => {
    await open({ path: '/preferences', facts: { update: { status: 'off', automatic: false, reason } } })
    await panel.until(() => expect(panel.text('update-state')).toContain(words))
    expect(panel.has('update-automatic')).toBe(false)
    expect(panel.has('check-update')).toBe(false)
  })
})

describe('An update', () => {
  it('is looked for when somebody asks, and installed from the status bar', async () => {
    const { desktop } = await open({ path: '/preferences' })
    await panel.click('check-update')
    await panel.until(() => expect(panel.text('update-state')).toContain('9.9.9 is ready'))
    expect(panel.text('update-ready')).toBe('Update ready · restart')
    await panel.click('update-ready')
    await panel.until(() => expect(desktop.deeds).toEqual(['install']))
  })

  it('that comes by itself is told at once', async () => {
    const { desktop } = await open()
    await panel.find('server-pill')
    desktop.happen({ update: { status: 'ready', automatic: true, version: '9.9.9' } })
    await panel.find('update-ready')
  })
})

describe('The file of a preconfigured installer', () => {
  it('comes with the command that takes it', async () => {
    await open({ path: '/preferences' })
    expect((await panel.find('preset-command')).textContent).toContain(
      'npm run package -- --profile preset.json'
    )
    await panel.type('preset-name', 'Checkout QA')
    await panel.click('preset-lock')
    await panel.until(() =>
      expect(panel.text('preset-command')).toContain(
        'npm run package -- --profile checkout-qa.json --name "Checkout QA" --lock tester'
      )
    )
  })

  it('is saved as the command line takes it, and secrets come with a warning', async () => {
    const saved: Blob[] = []
    const createObjectURL = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob)
      return createObjectURL(blob)
    }
    try {
      await open({ path: '/preferences' })
      await panel.click('preset-save')
      await panel.until(() => expect(saved).toHaveLength(1))
      expect(await saved[0]!.text()).toContain('"till"')
      expect(await saved[0]!.text()).not.toContain('a secret of the till')
      await panel.click('preset-secrets')
      await panel.until(() =>
        expect(panel.text('preset-warning')).toContain('Whoever has the installer can read them')
      )
      await panel.click('preset-save')
      await panel.until(() => expect(saved).toHaveLength(2))
      expect(await saved[1]!.text()).toContain('a secret of the till')
    } finally {
      URL.createObjectURL = createObjectURL
    }
  })

  it('has no name that a shell would read otherwise', async () => {
    await open({ path: '/preferences' })
    await panel.type('preset-name', 'QA"; rm -rf $HOME')
    await panel.until(() => expect(document.body.textContent).toContain('Up to 60 letters'))
    expect((await panel.find('preset-save')).matches(':disabled')).toBe(true)
  })
})

describe('A file that the app was opened with', () => {
  const opened = {
    name: 'shop.yaml',
    text: 'version: 1\nclients:\n  - client_id: shop\n    redirect_uris: []\n'
  }

  it('is shown as an import would change things, and nothing is changed', async () => {
    await open({ path: '/preferences?import=opened', opened })
    await panel.until(() => expect(panel.text('import-sum')).toContain('shop.yaml makes 1 new'))
    expect(await panel.server.store.clients.get('shop')).toBeUndefined()
    await panel.until(() => expect(panel.router.currentRoute.value.query.import).toBeUndefined())
  })

  it('is refused with a line in a locked build', async () => {
    await open({
      path: '/preferences?import=opened',
      opened,
      preset: { ...PRESET, lock: 'tester' },
      locked: true
    })
    expect((await panel.find('import-locked')).textContent).toContain('Checkout QA keeps its configuration')
  })
})

describe('A page that died', () => {
  it('says once that it was restarted', async () => {
    await open({ facts: { pageRecoveredAt: 1_700_000_000_000 } })
    expect((await panel.find('page-recovered')).textContent).toContain('The page was restarted')
    await panel.click('page-recovered-close')
    await panel.until(() => expect(panel.has('page-recovered')).toBe(false))
  })
})
