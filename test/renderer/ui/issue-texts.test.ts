import { afterEach, describe, expect, it } from 'vitest'
import { isContractProcedure } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { defineComponent, h, nextTick, ref } from 'vue'
import { mount } from '@vue/test-utils'
import { contract, MESSAGES, profileSchema, readSaid, say, z, type Issue } from '../../../src-main/contract'
import { createCatalogue } from '../../../src-renderer/app/catalogue'
import { textsOf } from '../../../src-renderer/app/texts'
import { useForm, useIssueText, useProblemText } from '../../../src-renderer/ui'
import { openPanel, type OpenedPanel } from '../open-panel'

type Language = 'en' | 'ru'
const texts = (language: Language) => textsOf(language)['issues'] as Readonly<Record<string, string>>

/** Everything that a schema says in its own words, wherever it stands in it. */
function ownWordsOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return []
  seen.add(schema)
  if (!('_zod' in schema)) return Object.values(schema).flatMap((member) => ownWordsOf(member, seen))
  const { def } = (schema as z.ZodType)._zod
  const said = def.error?.({ code: 'custom', path: [], input: undefined } as never)
  const words = typeof said === 'string' ? said : said?.message
  return [...(words === undefined ? [] : [words]), ...ownWordsOf({ ...def }, seen)]
}

function inputsOf(router: unknown): unknown[] {
  if (isContractProcedure(router)) return [router['~orpc'].inputSchema]
  return typeof router === 'object' && router !== null ? Object.values(router).flatMap(inputsOf) : []
}

describe('What the model says of data that it does not accept', () => {
  it('is in the catalogue of both languages', () => {
    const missing = (language: Language) => Object.keys(MESSAGES).filter((id) => !texts(language)[id])
    expect({ en: missing('en'), ru: missing('ru') }).toEqual({ en: [], ru: [] })
    const untranslated = Object.keys(MESSAGES).filter((id) => !/[а-яё]/i.test(texts('ru')[id]!))
    expect(untranslated).toEqual([])
  })

  it('has a name wherever a schema or the contract says it, so that it can be translated', () => {
    const words = new Set([
      ...ownWordsOf(profileSchema),
      ...inputsOf(contract).flatMap((one) => ownWordsOf(one))
    ])
    expect(words.size).toBeGreaterThan(40)
    expect([...words].filter((one) => readSaid(one) === undefined)).toEqual([])
  })

  it('is read back with the values that were filled in', () => {
    for (const [id, text] of Object.entries(MESSAGES).filter(([code]) => readSaid(MESSAGES[code as never]))) {
      const params = Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map(([, name]) => [name, `«${name}»`]))
      const said = text.replace(/<(\w+)>/g, '«$1»')
      expect(readSaid(said)).toEqual(text.includes('<') ? { code: id, params } : { code: id })
    }
  })

  it('is said in English by the panel as the server says it', () => {
    const { t } = createCatalogue(ref<Language>('en')).global
    const places = (text: string) => [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name!)
    const differing = Object.entries(MESSAGES).filter(([id, text]) => {
      if (text.includes('<size>')) return false
      const values = Object.fromEntries(places(text).map((name) => [name, `«${name}»`]))
      return t(`issues.${id}`, values) !== text.replace(/<(\w+)>/g, '«$1»')
    })
    expect(differing).toEqual([])
  })
})

describe('A form', () => {
  const schema = z.object({
    port: z.int().max(65_535),
    name: z.string().min(2),
    flow: z.enum(['code', 'device'])
  })

  function mountForm(language: Language) {
    const chosen = ref<Language>(language)
    let form: ReturnType<typeof useForm> | undefined
    const page = defineComponent(() => {
      form = useForm({ schema, initial: { port: 99_999, name: 'x', flow: 'hybrid' } })
      form.validate()
      return () => h('pre', JSON.stringify(form!.errors))
    })
    const wrapper = mount(page, { global: { plugins: [createCatalogue(chosen)] } })
    return { chosen, shown: () => JSON.parse(wrapper.text()) as Record<string, string> }
  }

  it("says what zod itself finds in the reader's language, and follows when another is chosen", async () => {
    const { chosen, shown } = mountForm('ru')
    expect(shown()).toEqual({
      port: 'не больше 65535',
      name: 'не короче 2 символов',
      flow: 'допустимо одно из: "code", "device"'
    })
    chosen.value = 'en'
    await nextTick()
    await nextTick()
    expect(shown()).toEqual({
      port: 'must be at most 65535',
      name: 'must have at least 2 characters',
      flow: 'must be one of "code", "device"'
    })
  })
})

describe('A refusal of the server', () => {
  let panel: OpenedPanel | undefined
  afterEach(() => panel?.close())

  it('names each sentence beside the English, so that the panel says it in Russian', async () => {
    panel = await openPanel()
    const client = createRouterClient(panel.server.panel, {
      context: { actor: { kind: 'local' }, capabilities: [] }
    })
    const [issue] = await client.users.create({ username: 'eve', email: 'nonsense' }).then(
      () => [],
      (error: { data: { issues: Issue[] } }) => error.data.issues
    )
    expect(issue).toMatchObject({
      path: ['email'],
      code: 'not_email',
      message: 'must be an e-mail address (found "nonsense")',
      found: '"nonsense"'
    })
    let say: ReturnType<typeof useIssueText> | undefined
    mount(
      defineComponent(() => {
        say = useIssueText()
        return () => h('i')
      }),
      { global: { plugins: [createCatalogue(ref<Language>('ru'))] } }
    )
    expect(say!(issue!)).toBe('нужен адрес электронной почты')
    expect(say!({ message: 'words of a host of its own' })).toBe('words of a host of its own')
  })

  it('gives its reason in Russian too, and the reason behind it', () => {
    let problemText: ReturnType<typeof useProblemText> | undefined
    mount(
      defineComponent(() => {
        problemText = useProblemText()
        return () => h('i')
      }),
      { global: { plugins: [createCatalogue(ref<Language>('ru'))] } }
    )
    const refused = (message: string) => problemText!({ code: 'CONFLICT', message })
    expect(refused(say('role_exists', { name: 'editor' }))).toBe('Роль editor уже есть')
    expect(refused(say('jwt_accepted', { why: say('jwt_header') }))).toMatch(
      /^нужен JWT: .+; первая часть – не объект JSON$/
    )
    expect(refused('words of a host of its own')).toBe('Такое уже есть.')
  })
})
