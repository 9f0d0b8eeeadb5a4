import type { Command } from '../arguments/command'

/** Every command, by the words that call it; each is loaded when it is called, so that none waits for another's code. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve')).serve,
  'profile export': async () => (await import('./profile')).profileExport,
  'profile import': async () => (await import('./profile')).profileImport,
  'profile validate': async () => (await import('./profile')).profileValidate,
  doctor: async () => (await import('./doctor')).doctor,
  healthcheck: async () => (await import('./healthcheck')).healthcheck,
  token: async () => (await import('./token')).token,
  'client add': async () => (await import('./client')).clientAdd,
  'client list': async () => (await import('./client')).clientList,
  'client show': async () => (await import('./client')).clientShow,
  'client remove': async () => (await import('./client')).clientRemove,
  'user add': async () => (await import('./user')).userAdd,
  'user list': async () => (await import('./user')).userList,
  'user set-password': async () => (await import('./user')).userSetPassword,
  'user block': async () => (await import('./user')).userBlock,
  'user unblock': async () => (await import('./user')).userUnblock,
  'user remove': async () => (await import('./user')).userRemove,
  'keys list': async () => (await import('./keys')).keysList,
  'keys rotate': async () => (await import('./keys')).keysRotate,
  'playground run': async () => (await import('./playground-run')).playgroundRun,
  'store copy': async () => (await import('./store-copy')).storeCopy
}
