import type { Request, RequestHandler } from 'express'
import type { Panel } from '../../panel'
import type { AnswerBug } from '../gates'
import { createLateListener } from '../late-listener'
import type { PanelHttpDependencies } from './panel-http-dependencies'

export interface LatePanelDependencies extends Omit<PanelHttpDependencies, 'panel'> {
  readonly panel: () => Promise<Panel>
  /** Whether it is switched on. */
  readonly isOn: () => boolean
}

const OF_PANEL = /^\/(?:panel|admin\/api)(?:\/|$)/

/** The panel over HTTP, with its contract and its use cases loaded for the first request that wants it. */
export function createLatePanel(dependencies: LatePanelDependencies, answerBug: AnswerBug): RequestHandler {
  const answer = createLateListener<Parameters<RequestHandler>>(async () => {
    const [{ createPanelHttp }, panel] = await Promise.all([import('./panel-http'), dependencies.panel()])
    return createPanelHttp({ ...dependencies, panel })
  }, answerBug)
  return (request, response, next) => {
    if (!dependencies.isOn()) return next()
    if (isAskedByHand(request)) return response.redirect(302, '/panel/')
    return OF_PANEL.test(request.path) ? answer(request, response, next) : next()
  }
}

/** Whoever types the server's address into a browser means the panel; programs are told that nothing is there. */
const isAskedByHand = ({ method, path, headers }: Request): boolean =>
  method === 'GET' && path === '/' && headers.accept?.includes('text/html') === true
