import { computed, inject, ref, watch, watchEffect, type ComputedRef, type InjectionKey, type Ref } from 'vue'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]
export const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]
/** A language is offered in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' }

/** How this person on this machine wants the panel to look; kept in the browser's storage. */
export interface Preferences {
  readonly theme: Ref<Theme>
  readonly language: Ref<Language>
  readonly isSidebarCollapsed: Ref<boolean>
  /** The theme that is drawn. */
  readonly drawnTheme: ComputedRef<'light' | 'dark' | 'contrast'>
}

export const preferencesKey: InjectionKey<Preferences> = Symbol('preferences')

export function usePreferences(): Preferences {
  const preferences = inject(preferencesKey)
  if (!preferences) throw new Error('No preferences were provided')
  return preferences
}

/** Reads what was chosen before, and from then on writes each choice down and puts it on the page. */
export function createPreferences(): Preferences {
  const systemIsLight = window.matchMedia('(prefers-color-scheme: light)')
  const systemTheme = ref<'light' | 'dark'>(systemIsLight.matches ? 'light' : 'dark')
  systemIsLight.addEventListener('change', ({ matches }) => (systemTheme.value = matches ? 'light' : 'dark'))

  const theme = kept<Theme>('theme', THEMES, 'system')
  const language = kept<Language>('language', LANGUAGES, /^ru\b/i.test(navigator.language) ? 'ru' : 'en')
  const sidebar = kept('sidebar', ['open', 'collapsed'] as const, 'open')
  const drawnTheme = computed(() => (theme.value === 'system' ? systemTheme.value : theme.value))
  watchEffect(() => {
    document.documentElement.dataset.theme = drawnTheme.value
    document.documentElement.lang = language.value
  })
  const isSidebarCollapsed = computed({
    get: () => sidebar.value === 'collapsed',
    set: (collapsed) => (sidebar.value = collapsed ? 'collapsed' : 'open')
  })
  return { theme, language, isSidebarCollapsed, drawnTheme }
}

function kept<Value extends string>(name: string, allowed: readonly Value[], otherwise: Value): Ref<Value> {
  const value = ref(allowed.find((one) => one === read(name)) ?? otherwise) as Ref<Value>
  watch(value, (chosen) => write(name, chosen))
  return value
}

const keyOf = (name: string): string => `friendly-oauth2.${name}`

/** A browser may forbid storage; then a choice lasts as long as the page. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(keyOf(name))
  } catch {
    return null
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value)
  } catch {
    return
  }
}
