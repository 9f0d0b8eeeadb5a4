import { passwordSchema, z } from '../model'
import { procedure } from './procedure'

export const account = {
  changePassword: procedure('user')
    .route({
      method: 'PUT',
      path: '/account/password',
      tags: ['Account'],
      summary: 'Change the password of whoever asks'
    })
    .input(z.object({ currentPassword: z.string().min(1).max(1000), newPassword: passwordSchema }))
    .output(z.void())
}

export const users = {
  setPassword: procedure('administrator')
    .route({
      method: 'PUT',
      path: '/users/{username}/password',
      tags: ['Users'],
      summary: 'Give a user a new password; their sessions end'
    })
    .input(z.object({ username: z.string().min(1).max(254), password: passwordSchema }))
    .output(z.void())
}
