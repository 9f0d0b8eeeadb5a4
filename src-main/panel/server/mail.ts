import type { Accounts } from '../../accounts'
import { withoutHidden } from '../../contract'
import { say, type OutboxMessage } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'

export interface MailDependencies {
  readonly store: Pick<Store, 'outbox'>
  readonly accounts: Pick<Accounts, 'outbox' | 'sendTestMail'>
}

/** Every procedure of `mail`: the messages that the server wrote. */
export function createMail(base: PanelBase, { store, accounts }: MailDependencies) {
  return {
    list: base.mail.list.handler(async ({ input }) => {
      const { items, total } = await store.outbox.list({ ...input, sort: { by: 'at', descending: true } })
      return { items: items.map(shown), total }
    }),

    get: base.mail.get.handler(async ({ input }) => {
      const message = await store.outbox.get(input.id)
      if (!message) throw refusal('NOT_FOUND', say('no_such_message'))
      return shown(message)
    }),

    sendTest: base.mail.sendTest.handler(({ input: { to, settings = {} } }) =>
      accounts.sendTestMail({ to, tried: withoutHidden(settings) })
    ),

    clear: base.mail.clear.handler(async () => ({ removed: await accounts.outbox.clear() })),

    restore: base.mail.restore.handler(async () => ({ restored: await accounts.outbox.restore() }))
  }
}

function shown({ exp: _exp, lease: _lease, ...message }: OutboxMessage) {
  return message
}
