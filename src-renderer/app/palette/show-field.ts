/** Milliseconds that a page may take to load and to draw its fields, and between two looks. */
const PATIENCE_MILLISECONDS = 8000
const LOOK_MILLISECONDS = 40
const CONTROLS = 'input, select, textarea, button'

/**
 * Scrolls to the field that is labelled so and puts the focus on it, as soon as the page has it; where it never has, or somebody has gone on to
 * another page, nothing happens.
 */
export async function showField(label: string): Promise<void> {
  const { hash } = location
  const end = performance.now() + PATIENCE_MILLISECONDS
  let hasFocus = false
  while (isShown(hash) && performance.now() < end) {
    const field = fieldOf(label)
    // A closing palette gives the focus back a moment later, so it has to be seen to stay.
    if (field && field === document.activeElement && hasFocus) return
    hasFocus = field !== undefined
    if (field && field !== document.activeElement) {
      field.scrollIntoView({ block: 'center' })
      field.focus({ preventScroll: true })
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS))
  }
}

const isShown = (hash: string) =>
  pathOf(location.hash) === pathOf(hash) && document.querySelector('main') !== null

const pathOf = (hash: string) => hash.replace(/\?.*/, '')

/** The control of a label, or the first one under a heading. */
function fieldOf(label: string): HTMLElement | undefined {
  const named = [
    ...document.querySelectorAll<HTMLElement>('main label, main .field-label, main h2, main h3, main legend')
  ].find(({ textContent }) => textContent?.trim() === label)
  if (!named) return undefined
  const { htmlFor } = named as HTMLLabelElement
  const control = htmlFor ? document.getElementById(htmlFor) : undefined
  return (
    control ??
    named.querySelector<HTMLElement>(CONTROLS) ??
    named.closest('.field, section, fieldset')?.querySelector<HTMLElement>(CONTROLS) ??
    undefined
  )
}
