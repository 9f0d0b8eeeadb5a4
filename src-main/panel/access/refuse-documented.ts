import { hasDocumentedPassword, say } from '../../model'
import { unprocessable } from './refusal'

/** The documented password opens the panel to whoever read the documentation, so nobody sets it again. */
export function refuseDocumented(username: string, password: string, field: string): void {
  if (hasDocumentedPassword({ username, password }))
    throw unprocessable([{ path: [field], message: say('password_documented') }])
}
