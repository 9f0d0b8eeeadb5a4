import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

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

/** Where the build's list lies, seen from the built server, from one of its chunks, and from the sources. */
const PLACES = [
  '../third-party-notices.json',
  '../../third-party-notices.json',
  '../../out/third-party-notices.json'
]

/** The licences of the product and of what it carries; nothing where it wasn't built. */
export async function readNotices(): Promise<ThirdPartyNotices> {
  for (const place of PLACES) {
    const text = await readFile(resolve(import.meta.dirname, place), 'utf8').catch(() => undefined)
    if (text !== undefined) return JSON.parse(text) as ThirdPartyNotices
  }
  return { license: '', packages: [] }
}
