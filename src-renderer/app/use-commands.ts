import { computed, ref, watch, type Component, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { AppWindow, Copy, Keyboard, Languages, Moon, Play, Plus, Square, Sun } from '@lucide/vue'
import { useClientsStore } from '../stores/clients'
import { useOverviewStore } from '../stores/overview'
import { useServerStore } from '../stores/server'
import { useSessionStore } from '../stores/session'
import { useToastsStore } from '../stores/toasts'
import { useCopy } from '../ui'
import { LANGUAGE_NAMES, LANGUAGES, usePreferences } from './preferences'
import { SECTIONS } from './sections'

/** Something that the palette can do or open. */
export interface Command {
  id: string
  group: 'pages' | 'clients' | 'actions'
  title: string
  detail?: string
  icon: Component
  run: () => unknown
}

const MOST_CLIENTS = 6

/** The commands that fit what was typed: pages and actions by their words, clients by the server's search. */
export function useCommands(typed: Ref<string>, showShortcuts: () => void): ComputedRef<Command[]> {
  const fixed = useFixedCommands(showShortcuts)
  const clients = useFoundClients(typed)
  return computed(() => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = ({ title }: Command): boolean => words.every((word) => title.toLowerCase().includes(word))
    const some = fixed.value.filter(fits)
    return [
      ...some.filter(({ group }) => group === 'pages'),
      ...clients.value,
      ...some.filter(({ group }) => group === 'actions')
    ]
  })
}

function useFixedCommands(showShortcuts: () => void): ComputedRef<Command[]> {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSessionStore()
  const server = useServerCommands()
  const looks = useLookCommands()
  return computed(() => [
    ...SECTIONS.filter(({ access }) => session.may(access)).map(({ id, path, icon }) => ({
      id: `open-${id}`,
      group: 'pages' as const,
      title: t(`app.section.${id}`),
      icon,
      run: () => router.push(path)
    })),
    action('new-client', t('app.command.newClient'), Plus, () =>
      router.push({ path: '/clients', query: { new: '1' } })
    ),
    ...server.value,
    ...looks.value,
    action('shortcuts', t('app.shortcuts'), Keyboard, showShortcuts)
  ])
}

function useServerCommands(): ComputedRef<Command[]> {
  const { t } = useI18n()
  const { copy } = useCopy()
  const server = useServerStore()
  const session = useSessionStore()
  const overview = useOverviewStore()
  const toasts = useToastsStore()
  async function copyText(text: string): Promise<void> {
    await copy(text)
    toasts.show({ tone: 'ok', title: t('ui.copied'), text })
  }
  return computed(() => {
    const commands: Command[] = []
    const discovery = overview.overview?.endpoints.find(({ name }) => name === 'discovery')?.url
    const issuer = server.state?.issuer
    if (discovery)
      commands.push(action('copy-discovery', t('app.command.copyDiscovery'), Copy, () => copyText(discovery)))
    if (issuer)
      commands.push(action('copy-issuer', t('app.command.copyIssuer'), Copy, () => copyText(issuer)))
    if (!session.can('server.control') || !session.may('administrator')) return commands
    if (server.state?.status === 'running')
      commands.push(action('stop', t('app.command.stop'), Square, server.stop))
    else commands.push(action('start', t('app.command.start'), Play, server.start))
    return commands
  })
}

function useLookCommands(): ComputedRef<Command[]> {
  const { t } = useI18n()
  const { drawnTheme, theme, language } = usePreferences()
  return computed(() => {
    const other = drawnTheme.value === 'dark' ? 'light' : 'dark'
    return [
      action(
        'theme',
        t(`app.command.theme.${other}`),
        other === 'light' ? Sun : Moon,
        () => (theme.value = other)
      ),
      ...LANGUAGES.filter((one) => one !== language.value).map((one) =>
        action(
          `language-${one}`,
          `${t('app.language')}: ${LANGUAGE_NAMES[one]}`,
          Languages,
          () => (language.value = one)
        )
      )
    ]
  })
}

function useFoundClients(typed: Ref<string>): Ref<Command[]> {
  const router = useRouter()
  const clients = useClientsStore()
  const found = ref<Command[]>([]) as Ref<Command[]>
  watch(typed, async (text) => {
    const search = text.trim()
    if (search === '') return void (found.value = [])
    const items = await clients.find(search, MOST_CLIENTS).catch(() => [])
    // Answers may overtake each other; the last question's counts.
    if (search !== typed.value.trim()) return
    found.value = items.map(({ client_id, client_name }) => ({
      id: `client-${client_id}`,
      group: 'clients',
      title: client_name || client_id,
      detail: client_name ? client_id : '',
      icon: AppWindow,
      run: () => router.push(`/clients/${encodeURIComponent(client_id)}`)
    }))
  })
  return found
}

function action(id: string, title: string, icon: Component, run: () => unknown): Command {
  return { id, group: 'actions', title, icon, run }
}
