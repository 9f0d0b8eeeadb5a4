import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { z } from '../../../src-main/contract'
import { forgetKeptChanges, useForm } from '../../../src-renderer/ui'

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

describe('a form that is kept for the case that its page dies', () => {
  const settings = {
    name: 'Shop',
    mail: { from: null as string | null, password: 'as saved' },
    urls: ['a'],
    claims: {} as Record<string, unknown>,
    flows: { oauth2_password: false, client_secret_basic: true }
  }
  const anything = z.looseObject({})
  /** The form as a page opens it, which reads what is saved first; `end` is what happens when the page is left. */
  function open(place: () => string = () => 'settings/mail', saved = settings) {
    const scope = effectScope()
    const form = scope.run(() => useForm({ schema: anything, initial: settings, keptAs: place }))!
    form.reset(saved)
    return { values: form.values as typeof settings, form, end: () => scope.stop() }
  }
  afterEach(() => sessionStorage.clear())

  it('brings back what was typed, on top of what others saved meanwhile', async () => {
    const { values } = open()
    values.mail.from = 'shop@example.test'
    values.urls.push('b')
    values.claims.tenant = 7
    await nextTick()
    const again = open(undefined, { ...settings, name: 'Our shop' })
    expect(again.values).toEqual({
      ...settings,
      name: 'Our shop',
      mail: { from: 'shop@example.test', password: 'as saved' },
      urls: ['a', 'b'],
      claims: { tenant: 7 }
    })
    expect(again.form.dirty).toBe(true)
    again.form.reset(settings)
    expect(again.values).toEqual(settings)
  })

  it('brings back nothing that was saved, discarded or left by will', async () => {
    const kept = async (go: (page: ReturnType<typeof open>) => void) => {
      const page = open()
      page.values.name = 'Bakery'
      await nextTick()
      go(page)
      await nextTick()
      const again = open()
      again.end()
      return again.values.name
    }
    expect(await kept(() => undefined)).toBe('Bakery')
    expect(await kept(({ form }) => form.reset())).toBe('Shop')
    expect(await kept(({ end }) => end())).toBe('Shop')
    expect(await kept(() => window.dispatchEvent(new Event('pagehide')))).toBe('Shop')
    expect(await kept(forgetKeptChanges)).toBe('Shop')
  })

  it('brings back a switch that is called after a secret, and a field that came or went', async () => {
    const saved = { ...settings, claims: { team: 1, floor: 2 } }
    const { values } = open(undefined, saved)
    Object.assign(values.flows, { oauth2_password: true, client_secret_basic: false })
    values.claims['tenant'] = 7
    Reflect.deleteProperty(values.claims, 'team')
    Object.assign(values, { logo: 'a.png' })
    await nextTick()
    expect(open(undefined, { ...saved, claims: { team: 1, floor: 3 } }).values).toEqual({
      ...settings,
      claims: { floor: 3, tenant: 7 },
      flows: { oauth2_password: true, client_secret_basic: false },
      logo: 'a.png'
    })
  })

  it('writes down no secret that stands inside a value', async () => {
    const jwk = { kty: 'oct', k: 'sesame' }
    const held: unknown[] = [
      { keys: [{ kty: 'EC', x: 'x', d: 'sesame' }] },
      jwk,
      JSON.stringify({ keys: [jwk] }, null, 2),
      '-----BEGIN PRIVATE KEY-----\nsesame',
      { smtp: { password: 'sesame' } },
      [JSON.stringify({ client_secrets: ['sesame'] })]
    ]
    for (const value of held) {
      const { values, end } = open()
      values.claims['any'] = value
      values.urls.push('b')
      await nextTick()
      expect(JSON.stringify({ ...sessionStorage }), JSON.stringify(value)).not.toContain('sesame')
      expect(JSON.stringify({ ...sessionStorage })).toContain('urls')
      end()
    }
  })

  it('works where a browser forbids storage', async () => {
    vi.stubGlobal('sessionStorage', undefined)
    try {
      const { values, form, end } = open()
      values.name = 'Bakery'
      await nextTick()
      expect(form.dirty).toBe(true)
      form.reset()
      await nextTick()
      window.dispatchEvent(new Event('pagehide'))
      end()
      forgetKeptChanges()
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('writes down no secret, and takes nothing that it did not write', async () => {
    const { values } = open()
    values.mail.password = 'a new password'
    await nextTick()
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('a new password')
    for (const text of ['{', '{}', '[7, null, {"path": "name"}, {"path": ["gone", "name"], "value": 1}]']) {
      sessionStorage.setItem('friendly-oauth2.form.settings/mail', text)
      expect(open().values, text).toEqual(settings)
    }
  })

  it('keeps each place apart', async () => {
    const place = ref('users/alice')
    const { values, form } = open(() => place.value)
    values.name = 'Alice’s'
    await nextTick()
    place.value = 'users/bob'
    form.reset(settings)
    await nextTick()
    expect(values.name).toBe('Shop')
    expect(open(() => 'users/alice').values.name).toBe('Shop')
  })
})
