import { armedFaultSchema, newFaultSchema, z } from '../../model'
import { procedure } from '../procedure'

export const faults = {
  list: procedure('moderator')
    .route({
      method: 'GET',
      path: '/faults',
      tags: ['Faults'],
      summary: 'What the server does wrong on purpose, oldest first'
    })
    .output(z.object({ items: z.array(armedFaultSchema) })),

  arm: procedure('administrator')
    .route({
      method: 'POST',
      path: '/faults',
      tags: ['Faults'],
      summary:
        'Do something wrong on purpose: once, so often, or until it is switched off, fifteen minutes at most unless told otherwise'
    })
    .input(newFaultSchema)
    .output(armedFaultSchema),

  disarm: procedure('administrator')
    .route({ method: 'DELETE', path: '/faults/{id}', tags: ['Faults'], summary: 'Switch off one fault' })
    .input(z.object({ id: z.string().min(1).max(100) }))
    .output(z.void()),

  disarmAll: procedure('administrator')
    .route({ method: 'DELETE', path: '/faults', tags: ['Faults'], summary: 'Switch off all faults' })
    .output(z.object({ count: z.int() }))
}
