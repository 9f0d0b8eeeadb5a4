import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import {
  Braces,
  Copy,
  Info,
  Keyboard,
  Languages,
  LogOut,
  Moon,
  Play,
  Plus,
  ScanEye,
  Square,
  Sun,
  UserPlus
} from '@lucide/vue'
import { useOverviewStore } from '../../stores/overview'
import { LANGUAGE_NAMES, LANGUAGES, usePreferences } from '../../stores/preferences'
import { useServerStore } from '../../stores/settings/server'
import { useSessionStore } from '../../stores/people/session'
import { useToastsStore } from '../../stores/toasts/toasts'
import { useCopy } from '../../ui'
import { sectionsFor } from '../sections'
import { useUnsavedChanges } from '../unsaved-changes'
import { action, type Command } from './command'

/** The pages and actions that are there whatever was typed, for what the person may do. */
export function useFixedCommands(showShortcuts: () => void): ComputedRef<Command[]> {
  const { t } = useI18n()
  const pages = usePageCommands()
  const making = useMakingCommands()
  const server = useServerCommands()
  const looks = useLookCommands()
  const leaving = useLeavingCommands()
  return computed(() => [
    ...pages.value,
    ...making.value,
    ...server.value,
    ...looks.value,
    action('shortcuts', t('app.shortcuts'), Keyboard, showShortcuts),
    ...leaving.value
  ])
}

function usePageCommands(): ComputedRef<Command[]> {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSessionStore()
  return computed(() => {
    const about = { id: 'about', path: '/about', icon: Info }
    return [...sectionsFor(session), about].map(({ id, path, icon }) => ({
      id: `open-${id}`,
      group: 'pages' as const,
      title: t(`app.section.${id}`),
      icon,
      run: () => router.push(path)
    }))
  })
}

function useMakingCommands(): ComputedRef<Command[]> {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSessionStore()
  const open = (path: string) => () => router.push({ path, query: { new: '1' } })
  return computed(() => {
    const also = t('app.command.newAlso')
    const client = { ...action('new-client', t('app.command.newClient'), Plus, open('/clients')), also }
    if (!session.may('administrator')) return [client]
    const tab = (id: string) => () => router.push({ path: '/roles', query: { tab: id } })
    return [
      client,
      { ...action('new-user', t('app.command.newUser'), UserPlus, open('/users')), also },
      { ...action('claims', t('app.command.claims'), Braces, tab('claims')), also },
      action('preview', t('app.command.preview'), ScanEye, tab('preview'))
    ]
  })
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
    if (!session.can('server.control') || !session.may('moderator')) return commands
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
    const other = drawnTheme.value === 'light' ? 'dark' : 'light'
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

function useLeavingCommands(): ComputedRef<Command[]> {
  const { t } = useI18n()
  const session = useSessionStore()
  const unsaved = useUnsavedChanges()
  async function signOut(): Promise<void> {
    if (await unsaved.mayLeave()) await session.signOut()
  }
  return computed(() =>
    session.can('session.sign_out') ? [action('sign-out', t('app.signOut'), LogOut, signOut)] : []
  )
}
