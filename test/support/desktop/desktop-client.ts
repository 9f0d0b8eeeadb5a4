import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Page } from 'playwright-core'
import type { Contract } from '../../../src-main/contract'

type Listener = (message: unknown) => void

/** What the preload gives the page. */
interface PanelPort {
  postMessage(message: unknown): void
  readonly onMessage: { addListener(listener: Listener): void }
}

/** Tells the calls of the test from the page's own, which go over the same port with ids that start at the same number. */
const MARK = 'test-'
let clients = 0

/** A client of the contract that speaks through the bridge of an open page, as the page itself does. */
export async function clientThrough(page: Page): Promise<ContractRouterClient<Contract>> {
  const listeners: Listener[] = []
  const name = `receiveForTest${++clients}`
  await page.exposeFunction(name, (message: string) => {
    const { i: id, ...rest } = JSON.parse(message) as { i: string }
    const answer = JSON.stringify({ i: id.slice(MARK.length), ...rest })
    if (id.startsWith(MARK)) for (const listener of listeners) listener(answer)
  })
  await page.evaluate((receiver) => {
    const { [receiver]: receive, friendlyOAuth2Port: port } = window as unknown as Record<
      string,
      Listener
    > & {
      friendlyOAuth2Port: PanelPort
    }
    port.onMessage.addListener((message) => receive?.(message))
  }, name)
  const port = {
    postMessage: (message: unknown) => {
      const { i: id, ...rest } = JSON.parse(String(message)) as { i: string }
      void page.evaluate(
        (text) =>
          (window as unknown as { friendlyOAuth2Port: PanelPort }).friendlyOAuth2Port.postMessage(text),
        JSON.stringify({ i: MARK + id, ...rest })
      )
    },
    onMessage: { addListener: (listener: Listener) => void listeners.push(listener) },
    onDisconnect: { addListener: () => undefined }
  }
  return createORPCClient(new RPCLink({ port }))
}
