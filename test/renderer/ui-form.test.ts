import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { z } from '../../src-main/contract'
import { useForm } from '../../src-renderer/ui'

const schema = z.object({
  name: z.string().trim().min(1, 'must not be empty'),
  redirect_uris: z.array(z.url('must be a URL')),
  lifetime: z.number().optional()
})
const initial = { name: 'Web shop', redirect_uris: ['http://localhost/a'] }
const form = () => useForm({ schema, initial })

describe('useForm', () => {
  it('is dirty while something differs from the saved state, and clean again when it is put back', () => {
    const shop = form()
    expect(shop.dirty).toBe(false)
    shop.values.redirect_uris.push('http://localhost/b')
    expect(shop.dirty).toBe(true)
    shop.values.redirect_uris.pop()
    expect(shop.dirty).toBe(false)
  })

  it('never changes what it was given', () => {
    const shop = form()
    shop.values.redirect_uris.push('x')
    expect(initial.redirect_uris).toEqual(['http://localhost/a'])
  })

  it('names each fault by the path of its field', () => {
    const shop = form()
    shop.values.name = ' '
    shop.values.redirect_uris.push('nonsense')
    expect(shop.validate()).toBe(false)
    expect(shop.errors).toEqual({ name: 'must not be empty', 'redirect_uris.1': 'must be a URL' })
    expect(shop.parsed()).toBeUndefined()
  })

  it('follows what is typed once it was checked', async () => {
    const shop = form()
    shop.values.name = ''
    shop.validate()
    shop.values.name = 'Shop'
    await nextTick()
    expect(shop.errors).toEqual({})
  })

  it('hands over the values as the schema leaves them', () => {
    const shop = form()
    shop.values.name = '  Shop '
    expect(shop.parsed()?.name).toBe('Shop')
  })

  it('keeps what the server found wrong until that field is changed', async () => {
    const shop = form()
    shop.validate()
    shop.setIssues([
      { path: ['name'], message: 'is taken' },
      { path: ['redirect_uris', 0], message: 'must be https' },
      { path: [], message: 'the two do not fit' }
    ])
    expect(shop.errors).toEqual({
      name: 'is taken',
      'redirect_uris.0': 'must be https',
      '': 'the two do not fit'
    })
    shop.values.name = 'Another'
    await nextTick()
    expect(shop.errors).toEqual({ 'redirect_uris.0': 'must be https' })
  })

  it('takes other values as the saved state, or goes back to the last', () => {
    const shop = form()
    shop.values.name = 'Changed'
    shop.reset()
    expect([shop.values.name, shop.dirty]).toEqual(['Web shop', false])
    shop.reset({ name: 'Saved', redirect_uris: [] })
    expect([shop.values.name, shop.values.redirect_uris, shop.dirty]).toEqual(['Saved', [], false])
  })
})
