import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds serious or worse on a page, each with the element that it is about; `rules` are those that are looked at, else all. A
 * frame in a sandbox runs no scripts, axe's neither, and would be waited for in vain; the pages that the panel shows in one are looked
 * at by themselves.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('iframe[sandbox]')
    // One page without other frames: findings need not be gathered in a second page, nor what is in order be listed.
    .setLegacyMode()
    .options({
      resultTypes: ['violations'],
      preload: false,
      ...(rules && { runOnly: { type: 'rule', values: [...rules] } })
    })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}
