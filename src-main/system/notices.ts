import { readBuiltFile } from './built-files'

/** Whose code a built product carries, as the build writes it down. */
export interface ThirdPartyNotices {
  readonly license: string
  readonly packages: {
    readonly name: string
    readonly version: string
    readonly license: string
    readonly homepage?: string
    readonly text: string
  }[]
}

/** The licences of the product and of what it carries; nothing where it wasn't built. */
export function readNotices(): ThirdPartyNotices {
  const text = readBuiltFile('third-party-notices.json')?.toString('utf8')
  return text === undefined ? { license: '', packages: [] } : (JSON.parse(text) as ThirdPartyNotices)
}
