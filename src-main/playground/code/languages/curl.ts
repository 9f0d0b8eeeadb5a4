import { formEncode } from '../../form-encode'
import { makesProofs, type CodeRequest, type CodeStep } from '../code-script'
import { shellKeep, shellProven, shellQuestion } from './shell-steps'
import { shellText } from './shell-text'
import type { Language } from './language'
import { shellProof } from './proofs/shell-proof'

/** curl in a POSIX shell; the answer's head is shown where nothing of it is kept. */
export const curl: Language = {
  write: (script) => {
    const { steps } = script
    const written = steps.map((step) => [...titleOf(step, steps.length), ...linesOf(step)].join('\n'))
    return [...(makesProofs(script) ? [shellProof('-H "DPoP: PROOF"')] : []), ...written].join('\n\n')
  }
}

function titleOf({ title }: CodeStep, count: number): string[] {
  return count > 1 ? [`# ${title}`] : []
}

function linesOf({ question, request, keeps }: CodeStep): string[] {
  const asked = question ? shellQuestion(question) : []
  if (!request) return asked
  // With a proof the head is shown in any case: a nonce stands there.
  const command = commandOf(request, keeps.length === 0 || request.proof ? '-sS -i' : '-sS')
  return [...asked, ...(keeps.length === 0 ? [command] : shellKeep(command, keeps))]
}

function commandOf({ method, url, headers, basic, form, proof }: CodeRequest, flags: string): string {
  return [
    `${shellProven(method, proof)}curl ${flags} -X ${method} ${shellText([url])}`,
    ...headers.map(([name, value]) => `-H ${shellText([`${name}: `, ...value])}`),
    ...(basic ? [`-u ${shellText([`${basic.name}:`, ...basic.secret])}`] : []),
    // The name is encoded here: what stands before the first = is taken as it is.
    ...(form ?? []).map(
      ([name, value]) => `--data-urlencode ${shellText([`${formEncode(name)}=`, ...value])}`
    ),
    ...(form?.length === 0 ? [`--data-raw ''`] : [])
  ].join(' \\\n  ')
}
