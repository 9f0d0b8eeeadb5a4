import { passwordSchema, z } from '../../../../src-main/contract'

export interface NewPassword {
  currentPassword: string
  newPassword: string
  again: string
}

/** The form of a new password: typed twice, and with the current one where it is one's own. */
export function newPasswordSchema(options: {
  isOwn: () => boolean
  current: string
  different: string
}): z.ZodType<NewPassword> {
  return z
    .object({ currentPassword: z.string(), newPassword: passwordSchema, again: z.string() })
    .refine(({ currentPassword }) => !options.isOwn() || currentPassword !== '', {
      path: ['currentPassword'],
      message: options.current
    })
    .refine(({ newPassword, again }) => newPassword === again, {
      path: ['again'],
      message: options.different
    })
}
