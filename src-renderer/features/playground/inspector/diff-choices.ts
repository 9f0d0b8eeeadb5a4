import type { PlaygroundExchange, PlaygroundRun } from '../../../../src-main/contract'
import { shapeOfToken } from '../../../ui'
import { tokensOfExchange, tokensOfRun, type InspectedToken } from './inspected-tokens'

/** Two tokens that are worth a look beside each other. */
export interface DiffPreset {
  readonly id: 'refresh' | 'kinds'
  readonly before: InspectedToken
  readonly after: InspectedToken
}

/** Every JWT that came, newest first. */
export function readableTokens(
  transcript: readonly PlaygroundExchange[],
  run: PlaygroundRun | undefined
): InspectedToken[] {
  const brought = [...transcript.map(tokensOfExchange), ...(run ? [tokensOfRun(run)] : [])]
  return brought
    .flatMap((one) => Object.values(one))
    .filter(({ token }) => shapeOfToken(token).kind === 'jwt')
    .sort((one, other) => other.at - one.at)
}

/** The usual pairs, as far as they are there. */
export function diffPresets(tokens: readonly InspectedToken[]): DiffPreset[] {
  return [refreshPreset(tokens), kindsPreset(tokens)].filter((preset) => preset !== undefined)
}

/** What a refresh changed: the token of the answer whose refresh token was handed in, and its successor. */
function refreshPreset(tokens: readonly InspectedToken[]): DiffPreset | undefined {
  for (const after of tokens) {
    const spent = after.draft.flow === 'oauth2_refresh_token' ? after.draft.values?.refresh_token : undefined
    const before =
      spent && tokens.find(({ name, answer }) => name === after.name && answer?.refresh_token === spent)
    if (before) return { id: 'refresh', before, after }
  }
  return undefined
}

/** What the ID token says beside the access token of the same answer. */
function kindsPreset(tokens: readonly InspectedToken[]): DiffPreset | undefined {
  for (const before of tokens.filter(({ name }) => name === 'id_token')) {
    const after = tokens.find(({ name, token }) => name === 'access_token' && token === before.access_token)
    if (after) return { id: 'kinds', before, after }
  }
  return undefined
}
