/** A file that is read when it is first asked for, so that a server whose pages nobody opens never loads it. */
export interface BinaryAsset {
  readonly type: string
  /** The file as a data URI. */
  readonly load: () => Promise<{ readonly default: string }>
}

const font = (load: BinaryAsset['load']): BinaryAsset => ({ type: 'font/woff2', load })

/** The faces of the pages, by the names under which their stylesheet knows them. */
export const FONTS: Readonly<Record<string, BinaryAsset>> = {
  '/assets/inter-latin.woff2': font(
    () => import('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?inline')
  ),
  '/assets/inter-latin-ext.woff2': font(
    () => import('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?inline')
  ),
  '/assets/inter-cyrillic.woff2': font(
    () => import('@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?inline')
  ),
  '/assets/jetbrains-mono-latin.woff2': font(
    () => import('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?inline')
  )
}

/** The icons of a server that has none of its own. */
export const DEFAULT_ICONS = {
  ico: { type: 'image/x-icon', load: () => import('../../../../resources/icons/icon.ico?inline') },
  png: { type: 'image/png', load: () => import('../../../../resources/icons/256x256.png?inline') }
} as const satisfies Record<string, BinaryAsset>
