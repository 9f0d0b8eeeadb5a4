import { beforeEach, expect, it } from 'vitest'
import { lookIntoDatabase } from '../../../src-main/store'
import { clientRecord, tokenRecord } from '../records'
import { describeWithDatabase } from './shared'

/** However busy the machine is. */
const PATIENT = { timeout: 20_000 }
const ALL_TABLES = 'all tables in schema friendly_oauth2'

describeWithDatabase('the rights of a server on its PostgreSQL database', (database) => {
  let asApp: string

  beforeEach(async () => {
    asApp = database().url.replace('postgres@', 'app@')
    await (await database().open()).clients.insert(clientRecord('shop'))
    await database().query(
      `drop role if exists app; create role app login; grant usage on schema friendly_oauth2 to app;
       grant select on ${ALL_TABLES} to app`
    )
    return () => database().query('drop owned by app; drop role app')
  })

  const mayWrite = async () => (await lookIntoDatabase(asApp, database().clock.nowMs)).state

  it('are asked for at the start, which is refused with the one that is lacking', async () => {
    await expect(database().open({ url: asApp })).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringMatching(
        /can't be written: its user lacks INSERT, UPDATE, DELETE on friendly_oauth2\.\w+, and rights on \d+ more/
      ) as string
    })
    expect(await mayWrite()).toMatchObject({ mayWrite: false })
  })

  it('need be no more than what it does with its tables', async () => {
    await database().query(
      `grant insert, update, delete on ${ALL_TABLES} to app;
       revoke insert, update, delete on friendly_oauth2.migrations from app;
       revoke insert, delete on friendly_oauth2.configuration_head from app`
    )
    const store = await database().open({ url: asApp })
    await store.clients.insert(clientRecord('other'))
    await store.tokens.insert(tokenRecord('token'))
    expect(store.problem()).toBeUndefined()
    expect(await mayWrite()).toMatchObject({ mayWrite: true })
  })

  it('are an outage while one of them is taken away, and no longer than that', async () => {
    await database().query(`grant insert, update, delete on ${ALL_TABLES} to app`)
    const store = await database().open({ url: asApp })
    await database().query('revoke insert on friendly_oauth2.tokens from app')
    await expect.poll(() => store.problem(), PATIENT).toMatch(/lacks INSERT on friendly_oauth2\.tokens$/)
    await expect(store.tokens.insert(tokenRecord('refused'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('permission denied for table tokens') as string
    })
    await database().query('grant insert on friendly_oauth2.tokens to app')
    await expect.poll(() => store.problem(), PATIENT).toBeUndefined()
    await store.tokens.insert(tokenRecord('accepted'))
    expect(database().log.lines.filter((line) => line.includes('accepted until'))).toHaveLength(1)
  })

  it('are an outage too while the schema may not be entered, as in a restore that has not granted that yet', async () => {
    await database().query(`grant insert, update, delete on ${ALL_TABLES} to app`)
    const store = await database().open({ url: asApp })
    await database().query('revoke usage on schema friendly_oauth2 from app')
    for (const work of [() => store.tokens.get('any'), () => store.clients.insert(clientRecord('new'))])
      await expect(work()).rejects.toMatchObject({ code: 'unwritable' })
    await expect.poll(() => store.problem(), PATIENT).toContain('permission denied for schema')
    await database().query('grant usage on schema friendly_oauth2 to app')
    await expect.poll(() => store.problem(), PATIENT).toBeUndefined()
  })
})
