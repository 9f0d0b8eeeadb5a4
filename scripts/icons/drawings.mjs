/** What the icons show, made from the one drawing of the bear. */

const GREY = { '#548EFF': '#9AA3AF', '#2E80E4': '#7C8591' }
/** Beyond the brand's blues: the background of the app's icon and the mark of a failure. */
const NEAR_BLACK = '#121214'
const RED = '#FF6B66'

const insideOf = (svg) => svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
const recolour = (svg, colours) =>
  Object.entries(colours).reduce((text, [from, to]) => text.replaceAll(from, to), svg)
const framed = (content) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${content}</svg>`
const dot = (colour) => `<circle cx="52" cy="52" r="11" fill="${colour}"/>`
/** A ring of nothing around the dot, so that it stays a dot at 16 points. */
const cut = `<mask id="cut"><rect width="64" height="64" fill="#fff"/><circle cx="52" cy="52" r="15" fill="#000"/></mask>`

/** The bear on a near-black tile; alone where the tile would only make it smaller. */
export function appIcon(bear, size) {
  if (size < 48) return framed(insideOf(bear))
  const tile = `<rect x="2" y="2" width="60" height="60" rx="14" fill="${NEAR_BLACK}"/>`
  return framed(`${tile}<g transform="translate(11 11.5) scale(.656)">${insideOf(bear)}</g>`)
}

/** Blue while the server runs, grey while it doesn't, with a red dot when it could not start. */
export function trayIcon(bear, look) {
  const inside = insideOf(look === 'running' ? bear : recolour(bear, GREY))
  return look === 'failed' ? framed(`${cut}<g mask="url(#cut)">${inside}</g>${dot(RED)}`) : framed(inside)
}

/** macOS reads the shape alone: full while it runs, an outline while it doesn't. */
export function trayTemplate(bear, look) {
  const holes = insideOf(bear)
    .replace(/<title>.*<\/title>/, '')
    .match(/<g id="features"[\s\S]*<\/g>/)[0]
    .replaceAll('#E6E8EB', '#000')
  const shape =
    '<circle cx="13.5" cy="14" r="8.5"/><circle cx="50.5" cy="14" r="8.5"/><circle cx="32" cy="34.5" r="26.5"/>'
  const full = `<mask id="face"><rect width="64" height="64" fill="#fff"/>${holes}</mask><g mask="url(#face)">${shape}</g>`
  const inner =
    '<circle cx="13.5" cy="14" r="5"/><circle cx="50.5" cy="14" r="5"/><circle cx="32" cy="34.5" r="23"/>'
  const outline = `<mask id="line"><rect width="64" height="64" fill="#fff"/>${inner}</mask><g mask="url(#line)">${shape}</g>${holes}`
  if (look === 'running') return framed(full)
  return framed(look === 'failed' ? `${cut}<g mask="url(#cut)">${outline}</g>${dot('#000')}` : outline)
}
