// Runs before the first paint: the page has its theme and language from the start and doesn't flash.
// The names and rules are those of stores/preferences.ts.
;(() => {
  const read = (name) => {
    try {
      return localStorage.getItem(`friendly-oauth2.${name}`)
    } catch {
      return null
    }
  }
  const theme = read('theme')
  const system = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  const language = read('language') ?? navigator.language
  document.documentElement.dataset.theme = ['light', 'dark', 'contrast'].includes(theme) ? theme : system
  document.documentElement.lang = /^ru\b/i.test(language) ? 'ru' : 'en'
})()
