import { expect } from 'vitest'
import { createMemoryDesktop, type MemoryDesktop } from '../support/desktop/memory-desktop'
import { openPanel, type OpenedPanel } from './open-panel'

type Given = NonNullable<Parameters<typeof createMemoryDesktop>[0]> & {
  path?: string
  /** As the person of a build that is locked for testers. */
  locked?: boolean
}

export interface OpenedDesktop extends OpenedPanel {
  readonly desktop: MemoryDesktop
  /** The route that is shown. */
  place(): string
  /** Presses something once it can be pressed. */
  click(testId: string): Promise<void>
  type(testId: string, text: string): Promise<void>
  /** Gives a file to the field that takes profiles. */
  give(content: string, name?: string): Promise<void>
  text(testId: string): string
  has(testId: string): boolean
}

const found = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)

/** The panel as the desktop app shows it, over an app that is nothing but what it remembers. */
export async function openDesktop({ path, locked, ...given }: Given = {}): Promise<OpenedDesktop> {
  const desktop = createMemoryDesktop(given)
  const panel = await openPanel({
    desktop,
    // A fresh data folder holds nothing of anybody's.
    profile: given.facts?.firstRun
      ? {}
      : { clients: [{ client_id: 'till', client_secret: 'a secret of the till' }] },
    ...(path && { path }),
    ...(locked && { actor: { kind: 'local', lock: 'tester' } })
  })
  return {
    ...panel,
    desktop,
    place: () => panel.router.currentRoute.value.path,
    async click(testId) {
      await panel.until(async () =>
        expect((await panel.find(testId)).matches(':disabled'), testId).toBe(false)
      )
      found(testId)!.click()
    },
    async type(testId, text) {
      const field = (await panel.find(testId)) as HTMLInputElement
      field.value = text
      field.dispatchEvent(new Event('input'))
    },
    async give(content, name = 'profile.json') {
      const field = (await panel.find('profile-file')) as HTMLInputElement
      Object.defineProperty(field, 'files', { value: [new File([content], name)], configurable: true })
      field.dispatchEvent(new Event('change'))
    },
    text: (testId) => found(testId)?.textContent?.trim() ?? '',
    has: (testId) => found(testId) !== null
  }
}
