import { watch, type Ref } from 'vue'
import { PLAYGROUND_FIELDS, PLAYGROUND_FLOW_NAMES } from '../../../../src-main/contract'
import { emptyDraftForm, type DraftForm, type FormParameter } from './playground-draft'

const KEPT_UNDER = 'friendly-oauth2.playground.draft'
/** Parameters that a person wrote themselves are told by their name alone. */
const SECRET_NAME = /secret|password|token|assertion|verifier|code/i

interface KeptDraft {
  readonly form: DraftForm
  readonly person: string
}

/** Writes down what was chosen, in this tab alone and without secrets, so that a page that died finds it again. */
export function keepDraft(form: DraftForm, person: Ref<string>): void {
  watch([form, person], () => write(JSON.stringify({ form: withoutSecrets(form), person: person.value })))
}

/** What was written down, else an empty form. What another version wrote in another way counts for nothing. */
export function recallDraft(): KeptDraft {
  const empty = { form: emptyDraftForm(), person: '' }
  const kept = read()
  if (!kept) return empty
  return {
    form: {
      ...empty.form,
      ...kept.form,
      authorization: { ...empty.form.authorization, ...kept.form.authorization }
    },
    person: kept.person
  }
}

/** Whoever signs in next must not see it. */
export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(KEPT_UNDER)
  } catch {
    // A browser may forbid storage; then there is no draft either.
    return
  }
}

function withoutSecrets(form: DraftForm): DraftForm {
  const kept = new Set(
    PLAYGROUND_FIELDS[form.flow].flatMap(({ name, secret, generated }) => (secret || generated ? [] : [name]))
  )
  return {
    ...form,
    client_secret: undefined,
    values: Object.fromEntries(Object.entries(form.values).filter(([name]) => kept.has(name))),
    parameters: withoutSecretNames(form.parameters),
    authorization: {
      ...form.authorization,
      parameters: withoutSecretNames(form.authorization.parameters)
    }
  }
}

const withoutSecretNames = (parameters: readonly FormParameter[]): FormParameter[] =>
  parameters.filter(({ name }) => !SECRET_NAME.test(name))

function write(text: string): void {
  try {
    sessionStorage.setItem(KEPT_UNDER, text)
  } catch {
    // A browser may forbid storage; then a draft lasts as long as the page.
    return
  }
}

function read(): KeptDraft | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_UNDER) ?? 'null') as KeptDraft | null
    return kept && PLAYGROUND_FLOW_NAMES.includes(kept.form.flow) ? kept : undefined
  } catch {
    return undefined
  }
}
