import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const map = readFileSync(join(ROOT, 'src-main/README.md'), 'utf8')
const below = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true }).map(
    (entry) => `${folder}/${String(entry).split(sep).join('/')}`
  )
const known = ['src-main', 'resources', 'test'].flatMap(below)

/** What stands in backticks and is a path: one with a folder in it, or a file beside the rooms. */
const places = [...map.matchAll(/`([\w./<>-]+)`/g)]
  .map(([, text]) => text!)
  .filter((text) => /^\w.*\//.test(text) || /^(?!index|main)[\w-]+\.ts$/.test(text))
  .map((path) => (/^(resources|test)\//.test(path) ? path : `src-main/${path}`).replace(/\/$/, ''))

/** `<group>` in a path is any name. */
function isThere(place: string): boolean {
  const pattern = new RegExp(`^${place.replaceAll('.', '\\.').replace(/<\w+>/g, '[\\w-]+')}$`)
  return known.some((path) => pattern.test(path))
}

describe('the map of the rooms', () => {
  it('names nothing that is not there', () => {
    expect(places.length).toBeGreaterThan(50)
    expect(places.filter((place) => !isThere(place))).toEqual([])
  })

  it('has every room', () => {
    const entries = readdirSync(join(ROOT, 'src-main'), { withFileTypes: true })
    const rooms = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(rooms.filter((name) => !map.includes(`\n| \`${name}/\``))).toEqual([])
  })
})
