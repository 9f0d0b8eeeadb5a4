import type { WebContents } from 'electron'
import type { Log } from '../../ports'

/**
 * Shows an address of the panel in the window's page. Where that fails (it died or was sent elsewhere on the way, or the development
 * server is not there) it is logged: the server lives on, and the menu loads the page again.
 */
export async function showPage(
  page: Pick<WebContents, 'loadURL'>,
  address: string,
  log: Pick<Log, 'warn'>
): Promise<void> {
  try {
    await page.loadURL(address)
  } catch (error) {
    log.warn('The panel’s page could not be loaded', { address, error: String(error) })
  }
}
