import { newUserSchema, z, type NewUser } from '../../../../src-main/contract'

/** What is asked of a new person; a name or an address is enough. */
export interface NewUserForm {
  picture: string
  username: string
  password: string
  email: string
  name: string
  given_name: string
  family_name: string
  preferred_username: string
  roles: string[]
}

export function emptyNewUser(): NewUserForm {
  return {
    picture: '',
    username: '',
    password: '',
    email: '',
    name: '',
    given_name: '',
    family_name: '',
    preferred_username: '',
    roles: ['user']
  }
}

/** From the form to the contract's new user; its messages are the contract's. */
export const newUserFormSchema = z
  .custom<NewUserForm>()
  .transform((form) => {
    const { roles, password, ...texts } = form
    const said = Object.entries(texts)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== '')
    return { ...Object.fromEntries(said), ...(password ? { password } : {}), roles } as NewUser
  })
  .pipe(newUserSchema)
