import { encode } from 'uqr'
import { html, type Html } from '../../rendering/html'

/** Light modules around the code, without which cameras don't find it (ISO/IEC 18004 §9.1). */
const QUIET_ZONE = 4

/** A QR code as a picture in the page itself: dark on light in either colour scheme, since not every camera reads the reverse. */
export function qrPicture(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return html`<svg
    class="qr"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${label}"
    shape-rendering="crispEdges"
    data-testid="qr-code"
  >
    <rect width="${size}" height="${size}" fill="#ffffff" />
    <path d="${path}" fill="#121214" />
  </svg>`
}
