/** A setting that is edited on a page of its own kind: what it is called (a key of the catalogue), and where it is. */
export interface SettingPlace {
  readonly path: string
  readonly title: string
  /** Whether the title stands for itself and is no key. */
  readonly isSpelled?: boolean
  readonly section: string
  readonly route: string
}

const places = (section: string, route: string, titles: Readonly<Record<string, string>>): SettingPlace[] =>
  Object.entries(titles).map(([path, title]) => ({ path, title, section, route }))

/** The settings of the other pages, for a search over all of them. */
export const SETTING_PLACES: readonly SettingPlace[] = [
  ...places('server', '/server', {
    issuer: 'server.issuer.title',
    'listen.port': 'server.address.port',
    'listen.host': 'server.address.host',
    'listen.panel': 'server.panel.title',
    durability: 'server.data.durability'
  }),
  ...places('pages', '/sign-in-pages', {
    'branding.server_name': 'signInPages.field.server_name.title',
    'branding.site_host': 'signInPages.field.site_host.title',
    'branding.year': 'signInPages.field.year.title',
    'branding.icon': 'signInPages.icons.title',
    'accounts.registration': 'signInPages.account.registration.title',
    'accounts.email_verification': 'signInPages.account.email_verification.title',
    'accounts.forgot_password': 'signInPages.account.forgot_password.title',
    'accounts.deletion': 'signInPages.account.deletion.title',
    'accounts.quick_sign_in': 'signInPages.account.quick_sign_in.title'
  }),
  ...places('mail', '/mail', {
    'mail.host': 'outbox.smtp.host',
    'mail.port': 'outbox.smtp.port',
    'mail.security': 'outbox.smtp.security',
    'mail.user': 'outbox.smtp.user',
    'mail.from': 'outbox.smtp.from',
    'mail.code_length': 'outbox.codes.length',
    'mail.code_lifetime': 'outbox.codes.lifetime'
  }),
  ...places('limits', '/limits', {
    'lifetimes.access_token': 'limits.lifetime.access_token.label',
    'lifetimes.refresh_token': 'limits.lifetime.refresh_token.label',
    'lifetimes.id_token': 'limits.lifetime.id_token.label',
    'limits.tokens_per_client': 'limits.tokens_per_client.label',
    'limits.tokens_per_user': 'limits.users.title',
    'limits.codes_per_user': 'limits.codes_per_user.label',
    'limits.clients_per_user': 'limits.clients_per_user.label',
    'limits.sign_in_attempts': 'limits.sign_in.attempts'
  })
]
