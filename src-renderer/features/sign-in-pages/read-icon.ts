/** The pictures of the branding, by their names in `settings.branding`, with the edge that each must have. */
export const ICONS = {
  icon_svg: { type: 'image/svg+xml', accept: '.svg', edge: undefined },
  icon_ico: { type: 'image/x-icon', accept: '.ico', edge: 32 },
  icon_png_180: { type: 'image/png', accept: '.png', edge: 180 },
  icon_png_192: { type: 'image/png', accept: '.png', edge: 192 },
  icon_png_512: { type: 'image/png', accept: '.png', edge: 512 }
} as const
export type IconName = keyof typeof ICONS

export const MOST_BYTES = 64 * 1024

export type ReadIcon =
  { readonly uri: string } | { readonly problem: 'large' | 'type' | 'edge'; readonly found?: string }

/** A file as the data URI of an icon, or why it can't be one: told by its content, not by its name. */
export function readIcon(name: IconName, bytes: Uint8Array): ReadIcon {
  const { type, edge } = ICONS[name]
  if (bytes.length > MOST_BYTES) return { problem: 'large', found: `${Math.ceil(bytes.length / 1024)} KiB` }
  const sizes = SIZES[type](bytes)
  if (!sizes) return { problem: 'type' }
  if (edge !== undefined && !sizes.some(([width, height]) => width === edge && height === edge))
    return { problem: 'edge', found: sizes.map(([width, height]) => `${width} × ${height}`).join(', ') }
  return { uri: `data:${type};base64,${base64(bytes)}` }
}

type Sizes = readonly (readonly [width: number, height: number])[]

/** The sizes in a picture; undefined where it is none of the type. */
const SIZES: Readonly<Record<(typeof ICONS)[IconName]['type'], (bytes: Uint8Array) => Sizes | undefined>> = {
  'image/png': pngSizes,
  'image/x-icon': icoSizes,
  'image/svg+xml': (bytes) => (/<svg[\s>]/i.test(new TextDecoder().decode(bytes)) ? [] : undefined)
}

function pngSizes(bytes: Uint8Array): Sizes | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return [[view.getUint32(16), view.getUint32(20)]]
}

function icoSizes(bytes: Uint8Array): Sizes | undefined {
  if (bytes.length < 22 || [0, 0, 1, 0].some((byte, index) => bytes[index] !== byte)) return undefined
  const count = bytes[4]! + bytes[5]! * 256
  // An edge of zero stands for 256.
  return Array.from({ length: count }, (_, index) => 6 + 16 * index)
    .filter((at) => at + 1 < bytes.length)
    .map((at) => [bytes[at]! || 256, bytes[at + 1]! || 256] as const)
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
