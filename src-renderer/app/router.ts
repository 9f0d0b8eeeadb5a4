import { watch } from 'vue'
import {
  type RouteComponent,
  createRouter,
  createWebHashHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
  type Router
} from 'vue-router'
import type { useDesktopStore } from '../stores/desktop'
import type { useSessionStore } from '../stores/people/session'
import type { FormPlace } from '../ui'
import { SECTIONS } from './sections'
import type { UnsavedChanges } from './unsaved-changes'

type Session = ReturnType<typeof useSessionStore>
type Desktop = ReturnType<typeof useDesktopStore>

declare module 'vue-router' {
  interface RouteMeta {
    /** The section that a page belongs to. */
    section?: string
    /** Stands alone on the page, without navigation and header. */
    alone?: boolean
  }
}

const ROUTES: RouteRecordRaw[] = [
  page('/', 'dashboard', () => import('../features/dashboard/DashboardPage.vue')),
  page('/playground', 'playground', () => import('../features/playground/PlaygroundPage.vue')),
  page('/token-lab', 'tokens', () => import('../features/token-lab/TokenLabPage.vue')),
  page('/traffic', 'traffic', () => import('../features/traffic/TrafficPage.vue')),
  page('/clients', 'clients', () => import('../features/clients/ClientsPage.vue')),
  page('/clients/:id', 'clients', () => import('../features/clients/ClientPage.vue')),
  page('/users', 'users', () => import('../features/users/UsersPage.vue')),
  page('/users/:id', 'users', () => import('../features/users/UserPage.vue')),
  page('/roles', 'roles', () => import('../features/roles/RolesPage.vue')),
  page('/sessions', 'sessions', () => import('../features/sessions/SessionsPage.vue')),
  page(
    '/authorizations',
    'authorizations',
    () => import('../features/authorizations/AuthorizationsPage.vue')
  ),
  page('/limits', 'limits', () => import('../features/limits/LimitsPage.vue')),
  page('/server', 'server', () => import('../features/server/ServerPage.vue')),
  page('/flows', 'flows', () => import('../features/flows/FlowsPage.vue')),
  page('/keys', 'keys', () => import('../features/keys/KeysPage.vue')),
  page('/sign-in-pages', 'pages', () => import('../features/sign-in-pages/SignInPagesPage.vue')),
  page('/mail', 'mail', () => import('../features/mail/MailPage.vue')),
  page('/account', 'account', () => import('../features/account/AccountPage.vue')),
  page(
    '/documentation/:topic?',
    'documentation',
    () => import('../features/documentation/DocumentationPage.vue')
  ),
  page('/preferences', 'preferences', () => import('../features/preferences/PreferencesPage.vue')),
  page('/about', 'about', () => import('../features/about/AboutPage.vue')),
  { path: '/sign-in', component: () => import('../features/sign-in/SignInPage.vue'), meta: { alone: true } },
  { path: '/welcome', component: () => import('../features/welcome/WelcomePage.vue'), meta: { alone: true } },
  { path: '/:rest(.*)*', redirect: '/' }
]

/** A page of a section; the parameters of its path are its properties. */
function page(path: string, section: string, component: () => Promise<unknown>): RouteRecordRaw {
  return { path, component: component as RouteComponent, props: true, meta: { section } }
}

/**
 * The pages, loaded when they are opened. Whoever is not signed in sees the sign-in page, and afterwards the page they came for;
 * in a desktop app that has not begun yet it is the welcome page.
 */
export function createPanelRouter(deps: {
  session: Session
  desktop: Desktop
  unsaved: UnsavedChanges
}): Router {
  const { session, desktop, unsaved } = deps
  const router = createRouter({ history: createWebHashHistory(), routes: ROUTES })

  router.beforeEach(async (to, from) => {
    if (!session.current) await session.load()
    // A page without it works all the same, but for what the app alone can do.
    if (session.can('desktop') && !desktop.state) await desktop.load().catch(() => undefined)
    // Signing out has its own way to ask; here nobody is left who could save.
    const leaving = leavingOf(to, from)
    if (session.isSignedIn && leaving && !(await unsaved.mayLeave(leaving))) return false
    return wayFor(session, desktop, to)
  })

  watch(
    () => session.isSignedIn,
    () => void sendToTheRightPage(router, session, desktop)
  )
  return router
}

/** What is left on the way: the page, or only a tab of it, which stands in the address as `?tab=`. */
function leavingOf(to: RouteLocationNormalized, from: RouteLocationNormalized): FormPlace | undefined {
  if (to.path !== from.path) return 'page'
  return to.query.tab === from.query.tab ? undefined : 'tab'
}

type Way = true | string | { path: string; query: { to: string } }

function wayFor(session: Session, desktop: Desktop, to: RouteLocationNormalized): Way {
  if (!session.current) return true
  if (!session.isSignedIn) return to.path === '/sign-in' ? true : waitingRoom('/sign-in', to)
  if (desktop.isFirstRun) return to.path === '/welcome' ? true : waitingRoom('/welcome', to)
  if (to.meta.alone) return cameFor(to)
  const section = SECTIONS.find(({ id }) => id === to.meta.section)
  return !section || session.may(section.access) ? true : '/account'
}

/** A page that stands before the one that was asked for. */
const waitingRoom = (path: string, to: RouteLocationNormalized): Way => ({
  path,
  query: { to: to.meta.alone ? cameFor(to) : to.fullPath }
})

function cameFor({ query }: RouteLocationNormalized): string {
  return typeof query.to === 'string' && query.to.startsWith('/') ? query.to : '/'
}

async function sendToTheRightPage(router: Router, session: Session, desktop: Desktop): Promise<void> {
  const way = wayFor(session, desktop, router.currentRoute.value)
  if (way !== true) await router.replace(way)
}
