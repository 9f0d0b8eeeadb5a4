import { createRouterClient } from '@orpc/server'
import { createPinia } from 'pinia'
import type { Router } from 'vue-router'
import type { Capability } from '../../src-main/contract'
import type { Actor } from '../../src-main/panel'
import type { DesktopHost } from '../../src-main/ports'
import { createApi, createLink, type Api } from '../../src-renderer/api'
import { createPanelApp } from '../../src-renderer/app'
import { useSessionStore } from '../../src-renderer/stores/people/session'
import { startServer, type TestServer, type StartOptions } from '../support/start-server'

export interface OpenedPanel {
  readonly server: TestServer
  readonly router: Router
  /** The element with that test id; waits until it is there. */
  find(testId: string): Promise<HTMLElement>
  /** Waits until the check no longer throws. */
  until(check: () => void | Promise<void>): Promise<void>
  press(key: string, init?: KeyboardEventInit): void
  close(): Promise<void>
}

const DESKTOP: readonly Capability[] = ['server.control', 'files.reveal', 'playground.any_issuer']

/**
 * The whole panel over a real server: in process as an actor, as on the desktop, or through HTTP as in a browser.
 */
export async function openPanel(
  options: {
    path?: string
    through?: 'process' | 'http'
    actor?: Actor
    capabilities?: readonly Capability[]
    /** The app around the panel; with it comes the capability. */
    desktop?: DesktopHost
    profile?: StartOptions
  } = {}
): Promise<OpenedPanel> {
  const server = await startServer(options.profile)
  setAddress(`${server.address}/panel/#${options.path ?? '/'}`)
  const pinia = createPinia()
  const api = options.through === 'http' ? overHttp(server, pinia) : inProcess(server, options)
  const { app, router } = createPanelApp({ api, pinia })
  const root = document.createElement('div')
  document.body.append(root)
  app.mount(root)
  await router.isReady()
  return {
    server,
    router,
    until,
    find: (testId) => found(`[data-testid="${testId}"]`),
    press: (key, init) => void (document.activeElement ?? document.body).dispatchEvent(pressed(key, init)),
    async close() {
      app.unmount()
      document.body.replaceChildren()
      localStorage.clear()
      sessionStorage.clear()
      await server.close()
    }
  }
}

interface InProcess {
  actor?: Actor
  capabilities?: readonly Capability[]
  desktop?: DesktopHost
}

function inProcess(server: TestServer, { actor, capabilities = DESKTOP, desktop }: InProcess): Api {
  const context = {
    actor: actor ?? { kind: 'local' as const },
    capabilities: desktop ? [...capabilities, 'desktop' as const] : capabilities,
    ...(desktop && { desktop })
  }
  return { client: createRouterClient(server.panel, { context }) }
}

function overHttp(server: TestServer, pinia: ReturnType<typeof createPinia>): Api {
  const link = createLink({
    baseUrl: `${server.address}/panel/`,
    csrfToken: () => useSessionStore(pinia).current?.csrfToken,
    onSignedOut: () => void useSessionStore(pinia).load()
  })
  return createApi(link)
}

/** The page's own address, so that requests are those of the server's own page. */
function setAddress(url: string): void {
  const page = Reflect.get(window, 'happyDOM') as { setURL(url: string): void }
  page.setURL(url)
}

const pressed = (key: string, init: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', {
    key,
    code: `Key${key.toUpperCase()}`,
    bubbles: true,
    cancelable: true,
    ...init
  })

async function until(check: () => void | Promise<void>): Promise<void> {
  const end = performance.now() + 8000
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
  }
}

async function found(selector: string): Promise<HTMLElement> {
  let element: HTMLElement | null = null
  await until(() => {
    element = document.querySelector<HTMLElement>(selector)
    if (!element) throw new Error(`There is no ${selector} in: ${document.body.textContent?.slice(0, 600)}`)
  })
  return element!
}
