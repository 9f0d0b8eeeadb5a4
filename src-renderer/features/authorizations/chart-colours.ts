import { onScopeDispose, shallowRef } from 'vue'

/** The colours of series, each of which stands out from a card in its theme; the others are grey. */
const SERIES = {
  dark: ['#2F80ED', '#E5845B', '#35A487', '#9B7BE8', '#C9A227', '#D85C8A'],
  light: ['#2F80ED', '#B4532A', '#1F7F63', '#6A4FC2', '#8A6A00', '#B23A6B']
} as const

export interface ChartColours {
  readonly series: readonly string[]
  readonly others: string
  readonly text: string
  readonly line: string
  readonly surface: string
  readonly strong: string
}

function coloursNow(): ChartColours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const isLight = document.documentElement.dataset.theme === 'light'
  return {
    series: SERIES[isLight ? 'light' : 'dark'],
    others: token('--ctl'),
    text: token('--dim'),
    line: token('--line'),
    surface: token('--s1'),
    strong: token('--fg')
  }
}

/** The colours of a chart, which can't use CSS variables; they follow the theme. */
export function useChartColours() {
  const colours = shallowRef(coloursNow())
  const observer = new MutationObserver(() => (colours.value = coloursNow()))
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  onScopeDispose(() => observer.disconnect())
  return colours
}
