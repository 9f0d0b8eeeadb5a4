import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-users-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a command line on the folder, with what is typed where it asks for a secret. */
async function run(args: string[], typed = '') {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await dispatch([...args, '--data', folder], {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    readInput: () => Promise.resolve(typed),
    readSecret: () => Promise.resolve(typed)
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

describe('the commands of users', () => {
  it('add, list, block, unblock and remove a user', async () => {
    const options = [
      '--email',
      'alice@example.com',
      '--name',
      'Alice',
      '--role',
      'user',
      '--role',
      'moderator'
    ]
    expect(await run(['user', 'add', 'alice', ...options], 'in wonderland')).toEqual({
      exitCode: 0,
      printed: 'added alice',
      noted: expect.any(String)
    })
    expect((await run(['user', 'add', 'robot', '--no-password', '--json'])).printed).toMatch(
      /"username": "robot"[^]*"hasPassword": false/
    )
    expect((await run(['user', 'block', 'alice@example.com'])).printed).toBe('blocked alice@example.com')
    expect((await run(['user', 'list'])).printed.split('\n')).toEqual([
      'admin@example.com\tadmin@example.com\tadministrator',
      'alice\talice@example.com\tuser moderator\tblocked',
      'robot\t\tuser'
    ])
    expect((await run(['user', 'list', '--role', 'user', '--blocked'])).printed).toMatch(/^alice\t[^\n]*$/)
    expect((await run(['user', 'list', 'ROB', '--json'])).printed).toMatch(
      /^\[\n {2}\{\n {4}"username": "robot"/
    )
    expect((await run(['user', 'unblock', 'alice'])).printed).toBe('unblocked alice')
    expect((await run(['user', 'set-password', 'robot'], 'beep beep beep')).exitCode).toBe(0)
    expect((await run(['user', 'remove', 'alice'])).printed).toBe('removed alice')
    expect((await run(['user', 'list', 'alice'])).printed).toBe('')
  })

  it.each<[string[], string, RegExp]>([
    [['user', 'add'], '', /USERNAME is missing/],
    [['user', 'add', 'x', '--password', 'secret'], '', /unknown option --password/],
    [['user', 'add', 'x'], 'short', /password: a password has at least 8 characters/],
    [['user', 'add', 'ADMIN@example.com', '--no-password'], '', /username: .*taken/],
    [['user', 'add', 'x', '--no-password', '--role', 'tester'], '', /roles: there is no role "tester"/],
    [['user', 'block', 'nobody'], '', /There is no user "nobody"/],
    [['user', 'remove', 'admin@example.com'], '', /last administrator/]
  ])('refuse %j with exit code 2 and say why', async (args, typed, message) => {
    const { exitCode, printed, noted } = await run(args, typed)
    expect(noted).toMatch(message)
    expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: '' })
  })
})
