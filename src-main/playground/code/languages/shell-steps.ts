import type { CodeQuestion, CodeRequest, CodeStep } from '../code-script'
import { shellQuote, shellText } from './shell-text'

/** Tells the person what to open, and waits for what they bring back. */
export function shellQuestion({ text, open, variable }: CodeQuestion): string[] {
  return [
    `printf '%s\\n' ${shellText(open)}`,
    `printf '%s ' ${shellQuote(text)}`,
    `read -r ${variable ?? 'ANSWER'}`
  ]
}

/** What stands before a command that is sent with a proof. */
export function shellProven(method: string, proof: CodeRequest['proof']): string {
  if (!proof) return ''
  return `proven ${method} ${shellText([proof.htu])} ${shellText(proof.accessToken ?? [])} \\\n  `
}

/** Runs a command, shows its answer and keeps members of it; sed does, so that nothing else need be installed. */
export function shellKeep(command: string, keeps: CodeStep['keeps']): string[] {
  return [
    `RESPONSE=$(${command})`,
    `printf '%s\\n' "$RESPONSE"`,
    ...keeps.map(
      ({ member, variable }) =>
        `${variable}=$(printf '%s' "$RESPONSE" | sed -n 's/.*"${member}" *: *"\\([^"]*\\)".*/\\1/p')`
    )
  ]
}
