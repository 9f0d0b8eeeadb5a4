import { z } from '../../../src-main/contract'

/** What a person signs in with; the texts say what is missing. */
export function credentialsSchema(texts: { username: string; password: string }) {
  return z.object({
    username: z.string().trim().min(1, texts.username).max(254),
    password: z.string().min(1, texts.password).max(1000)
  })
}
