/** The claims that each standard scope asks for (OpenID Connect Core §5.4). */
export const CLAIMS_OF_SCOPES = {
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at'
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified']
} as const satisfies Readonly<Record<string, readonly string[]>>
