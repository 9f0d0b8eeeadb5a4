import { PLAYGROUND_FIELDS, type CompleteDraft } from '../../contract'
import type { Random } from '../../ports'
import { yieldsCode } from './yields-code'

/** Characters of a value that is made here: as many as a verifier must have at least (RFC 7636 §4.1), and 256 bits. */
const CHARACTERS = 43

/** The draft with a random value for each that is made rather than given; what a person gave stays, an empty text too. */
export function completeValues(draft: CompleteDraft, random: Pick<Random, 'alphanumeric'>): CompleteDraft {
  const missing = generatedFields(draft).filter((name) => draft.values[name] === undefined)
  const made = missing.map((name) => [name, random.alphanumeric(CHARACTERS)] as const)
  return { ...draft, values: { ...draft.values, ...Object.fromEntries(made) } }
}

/** The draft with the name of each such value in its place, for a request that is only looked at. */
export function nameValues(draft: CompleteDraft): CompleteDraft {
  const missing = generatedFields(draft).filter((name) => draft.values[name] === undefined)
  return {
    ...draft,
    values: { ...draft.values, ...Object.fromEntries(missing.map((name) => [name, `‹${name}›`])) }
  }
}

function generatedFields(draft: CompleteDraft): string[] {
  const needsVerifier = draft.authorization.pkce !== 'none' && yieldsCode(draft)
  return PLAYGROUND_FIELDS[draft.flow]
    .filter(({ name, generated }) => generated && (name !== 'code_verifier' || needsVerifier))
    .map(({ name }) => name)
}
