import express from 'express'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAssetRoutes } from '../../../src-main/http/pages/routes/asset-routes'
import { sendPage, type ShownPage } from '../../../src-main/http/pages/rendering/send-page'
import type { Frame } from '../../../src-main/http/pages/rendering/page-frame'
import { TEXTS } from '../../../src-main/http/pages/rendering/texts'
import { DEFAULT_SETTINGS } from '../../../src-main/model'

/** Every page as a function of a frame, by name, shown at `/LANGUAGE/NAME` of a server of its own. */
export async function startGallery(pages: Readonly<Record<string, (frame: Frame) => ShownPage>>) {
  const settings = {
    ...DEFAULT_SETTINGS,
    branding: { ...DEFAULT_SETTINGS.branding, site_host: 'sign-in.example.com', year: 2026 }
  }
  const app = express()
  app.use(createAssetRoutes({ settings: () => settings }))
  for (const language of ['en', 'ru'] as const)
    for (const [name, page] of Object.entries(pages))
      app.get(`/${language}/${encodeURIComponent(name)}`, (_request, response) => {
        const frame: Frame = {
          language,
          t: TEXTS[language],
          branding: settings.branding,
          inLanguage: (other) => `/${other}/${encodeURIComponent(name)}`
        }
        sendPage(response, frame, page(frame))
      })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve))
  }
}
