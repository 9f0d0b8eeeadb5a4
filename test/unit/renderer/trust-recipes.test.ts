import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AUTHORITY_NAME } from '../../../src-main/system/certificates/authority'
import { TRUST_RECIPES } from '../../../src-renderer/features/server/trust-recipes'

const page = (language: string) =>
  readFileSync(resolve(import.meta.dirname, `../../../resources/documentation/${language}/https.md`), 'utf8')

describe('the way to trust the local authority', () => {
  it.each(TRUST_RECIPES)('is the same in panel and documentation, with its undo: $id', ({ trust, undo }) => {
    for (const language of ['en', 'ru']) {
      expect(page(language)).toContain(`\n${trust}\n`)
      expect(page(language)).toContain(`\n${undo}\n`)
    }
  })

  it('names the authority as its certificate does', () => {
    const named = TRUST_RECIPES.map(({ undo }) => /"(Friendly[^"]*)"/.exec(undo)?.[1]).filter(Boolean)
    expect(new Set(named)).toEqual(new Set([AUTHORITY_NAME]))
  })
})
