import { computed, reactive, shallowRef, watch } from 'vue'
import type { SignedCopy, SigningSource, THROW_AWAY_ALGORITHMS } from '../../../../src-main/contract'
import { problemOf, type ApiProblem } from '../../../stores/toasts/problem-of'
import { useTokenLabStore } from '../../../stores/token-lab/token-lab'
import type { ReadToken } from '../../../ui'

type Members = Record<string, unknown>

/** What a copy says and what signs it, as the form has it. */
export interface EditorForm {
  header: string
  claims: string
  from: SigningSource['from']
  alg: (typeof THROW_AWAY_ALGORITHMS)[number]
  key: string
  secret: string
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2)
const nowSeconds = () => Math.floor(Date.now() / 1000)
/** Seconds that a copy is good for when its times are renewed. */
const LIFETIME_SECONDS = 3600

/** The editor of a copy; it begins with the token that is looked at, else with claims that every JWT has. */
export function useTokenEditor(original: ReadToken | undefined, words: (problem: ApiProblem) => string) {
  const store = useTokenLabStore()
  const form = reactive(beginning(original))
  const copy = shallowRef<SignedCopy>()
  const failure = shallowRef<string>()
  /** The pair of the last signature, so that who got its public half need not get another one. */
  let pair: SignedCopy['privateKey']

  const header = computed(() => membersOf(form.header))
  const claims = computed(() => membersOf(form.claims))
  watch(
    () => ({ ...form }),
    () => (copy.value = failure.value = undefined)
  )

  function source(): SigningSource {
    if (form.from === 'pasted') return { from: 'pasted', text: form.key }
    if (form.from === 'secret') return { from: 'secret', secret: form.secret }
    if (form.from === 'none') return { from: 'none' }
    return pair?.alg === form.alg
      ? { from: 'pasted', text: JSON.stringify(pair) }
      : { from: 'generated', alg: form.alg }
  }

  async function sign(): Promise<void> {
    if (!header.value || !claims.value) return
    try {
      copy.value = await store.sign(header.value, claims.value, source())
      pair = copy.value.privateKey ?? pair
      failure.value = undefined
    } catch (error) {
      failure.value = words(problemOf(error))
    }
  }

  /** From now on, for an hour. */
  function renewTimes(): void {
    if (!claims.value) return
    const [iat, nbf] = [nowSeconds(), claims.value.nbf === undefined ? {} : { nbf: nowSeconds() }]
    form.claims = pretty({ ...claims.value, ...nbf, iat, exp: iat + LIFETIME_SECONDS })
  }

  /** Looks at the copy as whoever has its key would. */
  function verifyCopy(): void {
    if (!copy.value) return
    const { token, publicKey } = copy.value
    if (publicKey) store.open(token, { from: 'pasted', keys: pretty(publicKey) })
    else store.open(token, form.from === 'secret' ? { from: 'secret', secret: form.secret } : {})
  }

  return { form, header, claims, copy, failure, sign, renewTimes, verifyCopy }
}

/** Another key signs, so that the name of the first one is left out. */
function beginning(original: ReadToken | undefined): EditorForm {
  const shape = original?.shape.kind === 'jwt' ? original.shape : undefined
  const { kid: _kid, ...header } = shape?.header ?? { typ: 'JWT' }
  const iat = nowSeconds()
  const claims = shape?.claims ?? {
    ...{ iss: 'https://issuer.example', sub: 'somebody', aud: 'some-client' },
    ...{ iat, exp: iat + LIFETIME_SECONDS }
  }
  return {
    header: pretty(header),
    claims: pretty(claims),
    from: 'generated',
    alg: 'ES256',
    key: '',
    secret: ''
  }
}

/** An object of JSON; undefined for anything else. */
function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined
  } catch {
    return undefined
  }
}
