import express, { type Router } from 'express'
import { createPanelEnding } from './panel-ending'
import type { PanelHttpDependencies } from './panel-http-dependencies'
import { createPanelOpenApi } from './rest/panel-openapi'
import { createPanelPages } from './panel-pages'
import { createPanelRest } from './rest/panel-rest'
import { createPanelRpc } from './rpc/panel-rpc'

/** Everything of the panel that HTTP carries, for a router mounted at `/`: its pages, its calls, REST, and the description of REST. */
export function createPanelHttp(dependencies: PanelHttpDependencies): Router {
  const ends = createPanelEnding(dependencies.serverControl)
  const router = express.Router({ strict: true, caseSensitive: true })
  router.use('/panel/rpc', createPanelRpc({ ...dependencies, ends }))
  router.get('/admin/api/openapi.json', createPanelOpenApi(dependencies))
  router.use('/admin/api', createPanelRest({ ...dependencies, ends }))
  router.use('/panel', createPanelPages(dependencies))
  return router
}
