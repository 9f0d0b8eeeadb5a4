import { watch } from 'vue'
import {
  createRouter,
  createWebHashHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
  type Router
} from 'vue-router'
import type { useSessionStore } from '../stores/session'
import { SECTIONS } from './sections'
import type { UnsavedChanges } from './unsaved-changes'

type Session = ReturnType<typeof useSessionStore>

declare module 'vue-router' {
  interface RouteMeta {
    /** The section that a page belongs to. */
    section?: string
  }
}

const ROUTES: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('../features/dashboard/DashboardPage.vue'),
    meta: { section: 'dashboard' }
  },
  {
    path: '/clients',
    component: () => import('../features/clients/ClientsPage.vue'),
    meta: { section: 'clients' }
  },
  {
    path: '/clients/:id',
    component: () => import('../features/clients/ClientPage.vue'),
    props: true,
    meta: { section: 'clients' }
  },
  { path: '/mail', component: () => import('../features/mail/MailPage.vue'), meta: { section: 'mail' } },
  { path: '/flows', component: () => import('../features/flows/FlowsPage.vue'), meta: { section: 'flows' } },
  {
    path: '/playground',
    component: () => import('../features/playground/PlaygroundPage.vue'),
    meta: { section: 'playground' }
  },
  { path: '/sign-in', component: () => import('../features/sign-in/SignInPage.vue') },
  { path: '/:rest(.*)*', redirect: '/' }
]

/** The pages, loaded when they are opened. Whoever is not signed in sees the sign-in page, and afterwards the page they came for. */
export function createPanelRouter(deps: { session: Session; unsaved: UnsavedChanges }): Router {
  const { session, unsaved } = deps
  const router = createRouter({ history: createWebHashHistory(), routes: ROUTES })

  router.beforeEach(async (to, from) => {
    if (!session.current) await session.load()
    // Signing out has its own way to ask; here nobody is left who could save.
    if (session.isSignedIn && to.path !== from.path && !(await unsaved.mayLeave())) return false
    return wayFor(session, to)
  })

  watch(
    () => session.isSignedIn,
    () => void sendToTheRightPage(router, session)
  )
  return router
}

function wayFor(
  session: Session,
  to: RouteLocationNormalized
): true | string | { path: string; query: { to: string } } {
  if (!session.current) return true
  if (!session.isSignedIn)
    return to.path === '/sign-in' ? true : { path: '/sign-in', query: { to: to.fullPath } }
  if (to.path === '/sign-in')
    return typeof to.query.to === 'string' && to.query.to.startsWith('/') ? to.query.to : '/'
  const section = SECTIONS.find(({ id }) => id === to.meta.section)
  return !section || session.may(section.access) ? true : '/clients'
}

async function sendToTheRightPage(router: Router, session: Session): Promise<void> {
  const way = wayFor(session, router.currentRoute.value)
  if (way !== true) await router.replace(way)
}
