import { formEncode } from '../../form-encode'
import type { CodeRequest, CodeScript, CodeStep } from '../code-script'
import { shellQuestion, shellKeep } from './shell-steps'
import { shellText } from './shell-text'
import type { Language } from './language'

/** curl in a POSIX shell; the answer's head is shown where nothing of it is kept. */
export const curl: Language = {
  write: ({ steps }: CodeScript) =>
    steps.map((step) => [...titleOf(step, steps.length), ...linesOf(step)].join('\n')).join('\n\n')
}

function titleOf({ title }: CodeStep, count: number): string[] {
  return count > 1 ? [`# ${title}`] : []
}

function linesOf({ question, request, keeps }: CodeStep): string[] {
  const asked = question ? shellQuestion(question) : []
  if (!request) return asked
  const command = commandOf(request, keeps.length === 0 ? '-sS -i' : '-sS')
  return [...asked, ...(keeps.length === 0 ? [command] : shellKeep(command, keeps))]
}

function commandOf({ method, url, headers, basic, form }: CodeRequest, flags: string): string {
  return [
    `curl ${flags} -X ${method} ${shellText([url])}`,
    ...headers.map(([name, value]) => `-H ${shellText([`${name}: `, ...value])}`),
    ...(basic ? [`-u ${shellText([`${basic.name}:`, ...basic.secret])}`] : []),
    // The name is encoded here: what stands before the first = is taken as it is.
    ...(form ?? []).map(
      ([name, value]) => `--data-urlencode ${shellText([`${formEncode(name)}=`, ...value])}`
    ),
    ...(form?.length === 0 ? [`--data-raw ''`] : [])
  ].join(' \\\n  ')
}
