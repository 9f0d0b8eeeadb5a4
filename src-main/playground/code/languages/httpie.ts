import { makesProofs, type CodeRequest, type CodeStep } from '../code-script'
import { shellProof } from './proofs/shell-proof'
import { shellKeep, shellProven, shellQuestion } from './shell-steps'
import { shellText } from './shell-text'
import type { Language } from './language'

/** HTTPie in a POSIX shell. `--ignore-stdin`, since a script's own input is no body of a request. */
export const httpie: Language = {
  write: (script) => {
    const { steps } = script
    const written = steps.map((step) =>
      [...(steps.length > 1 ? [`# ${step.title}`] : []), ...linesOf(step)].join('\n')
    )
    return [...(makesProofs(script) ? [shellProof('"DPoP:PROOF"')] : []), ...written].join('\n\n')
  }
}

function linesOf({ question, request, keeps }: CodeStep): string[] {
  const asked = question ? shellQuestion(question) : []
  if (!request) return asked
  const command = commandOf(request, keeps.length > 0)
  return [...asked, ...(keeps.length === 0 ? [command] : shellKeep(command, keeps))]
}

function commandOf({ method, url, headers, basic, form, proof }: CodeRequest, bodyOnly: boolean): string {
  const shown = proof ? '--print=hb' : bodyOnly ? '--body' : '--all'
  const flags = ['--ignore-stdin', ...(form ? ['--form'] : []), shown]
  return [
    `${shellProven(method, proof)}http ${flags.join(' ')} ${method} ${shellText([url])}`,
    ...(basic ? [`--auth ${shellText([`${basic.name}:`, ...basic.secret])}`] : []),
    ...headers.map(([name, value]) => shellText([`${name}:`, ...value])),
    ...(form ?? []).map(([name, value]) => shellText([`${escapeSeparators(name)}=`, ...value]))
  ].join(' \\\n  ')
}

/** HTTPie reads :, =, @ and ; in a name as its own unless a backslash stands before them. */
function escapeSeparators(name: string): string {
  return name.replace(/[\\:=@;]/g, '\\$&')
}
