import { hasDocumentedPassword, passwordSchema } from '../../model'
import type { FieldProblem } from '../front-door'

/** What is wrong with a new password that was typed twice. */
export function newPasswordProblems(
  { password, confirm }: { readonly password: string; readonly confirm: string },
  username: string
): Readonly<Record<string, FieldProblem>> {
  const problem = passwordProblem(password, username)
  if (problem) return { password: problem }
  return password === confirm ? {} : { confirm: confirm === '' ? 'missing' : 'differs' }
}

function passwordProblem(password: string, username: string): FieldProblem | undefined {
  if (password === '') return 'missing'
  const { error } = passwordSchema.safeParse(password)
  if (error) return error.issues.some(({ code }) => code === 'too_big') ? 'too-long' : 'too-short'
  // Everybody can read it in the documentation, so nobody sets it again.
  return hasDocumentedPassword({ username, password }) ? 'malformed' : undefined
}
