import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  isLoopbackHost,
  readConfig,
  UsageError,
  type Environment,
  type GivenOptions
} from '../../../src-main/config'
import { defaultDataFolder } from '../../../src-main/system/data-folder'

const read = (options: GivenOptions = {}, environment: Environment = {}) =>
  readConfig({ options, environment })

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(read({}, { HOME: '/home/me', XDG_CONFIG_HOME: '/home/me/.config' })).toMatchObject({
      port: 9000,
      host: 'localhost',
      panel: true,
      logLevel: 'info',
      logFormat: 'pretty',
      defaultDurability: 'power'
    })
    expect(read()).not.toHaveProperty('issuer')
  })

  it.each<[keyof GivenOptions, string, string, string, unknown, unknown]>([
    ['port', '9100', 'FRIENDLY_OAUTH2_PORT', '9200', { port: 9100 }, { port: 9200 }],
    ['host', '0.0.0.0', 'FRIENDLY_OAUTH2_HOST', '::1', { host: '0.0.0.0' }, { host: '::1' }],
    [
      'issuer',
      'https://a.example',
      'FRIENDLY_OAUTH2_ISSUER',
      'https://b.example',
      { issuer: 'https://a.example' },
      { issuer: 'https://b.example' }
    ],
    [
      'data',
      '/a',
      'FRIENDLY_OAUTH2_DATA',
      '/b',
      { dataFolder: resolve('/a') },
      { dataFolder: resolve('/b') }
    ],
    [
      'profile',
      'a.json',
      'FRIENDLY_OAUTH2_PROFILE',
      'b.json',
      { profileFile: 'a.json' },
      { profileFile: 'b.json' }
    ],
    [
      'database',
      'postgres://me:secret@db/one',
      'FRIENDLY_OAUTH2_DATABASE',
      'postgresql:///two?host=/run/postgresql',
      { database: 'postgres://me:secret@db/one' },
      { database: 'postgresql:///two?host=/run/postgresql' }
    ],
    [
      'log-level',
      'debug',
      'FRIENDLY_OAUTH2_LOG_LEVEL',
      'error',
      { logLevel: 'debug' },
      { logLevel: 'error' }
    ],
    [
      'log-format',
      'json',
      'FRIENDLY_OAUTH2_LOG_FORMAT',
      'pretty',
      { logFormat: 'json' },
      { logFormat: 'pretty' }
    ]
  ])(
    'takes --%s before the environment, and that before the default',
    (option, value, variable, other, first, second) => {
      expect(read({ [option]: value }, { [variable]: other })).toMatchObject(first as object)
      expect(read({}, { [variable]: other })).toMatchObject(second as object)
      expect(read({}, { [variable]: '' })).toEqual(read())
    }
  )

  it('takes no panel from an option or a variable', () => {
    expect(read({ 'no-panel': true }).panel).toBe(false)
    expect(read({}, { FRIENDLY_OAUTH2_NO_PANEL: '1' }).panel).toBe(false)
    expect(read({}, { FRIENDLY_OAUTH2_NO_PANEL: 'false' }).panel).toBe(true)
  })

  it('takes nothing from what Kubernetes tells of a service of the same name', () => {
    const links = {
      FRIENDLY_OAUTH2_PORT: 'tcp://10.0.0.1:9000',
      FRIENDLY_OAUTH2_PORT_9000_TCP: 'tcp://10.0.0.1:9000',
      FRIENDLY_OAUTH2_PORT_9000_TCP_PROTO: 'tcp',
      FRIENDLY_OAUTH2_PORT_9000_TCP_PORT: '9000',
      FRIENDLY_OAUTH2_PORT_9000_TCP_ADDR: '10.0.0.1',
      FRIENDLY_OAUTH2_SERVICE_HOST: '10.0.0.1',
      FRIENDLY_OAUTH2_SERVICE_PORT: '9000',
      FRIENDLY_OAUTH2_SERVICE_PORT_HTTP: '9000',
      FRIENDLY_OAUTH2_DATABASE_PORT: 'tcp://[fd00::1]:5432'
    }
    const { serviceLinks, ...config } = read({}, links)
    expect(config).toEqual(read())
    expect(serviceLinks).toEqual(Object.keys(links))
    expect(read({ port: '9100' }, links)).toMatchObject({ port: 9100 })
    expect(read()).not.toHaveProperty('serviceLinks')
  })

  it('takes 0 as any free port', () => {
    expect(read({ port: '0' }).port).toBe(0)
  })

  it.each<[GivenOptions, Environment, string]>([
    [
      { port: 'abc' },
      {},
      '--port: "abc" is not accepted; it must be a whole number from 1 to 65535, or 0 for any free port'
    ],
    [
      { port: '65536' },
      {},
      '--port: "65536" is not accepted; it must be a whole number from 1 to 65535, or 0 for any free port'
    ],
    [
      {},
      { FRIENDLY_OAUTH2_PORT: '-1' },
      'FRIENDLY_OAUTH2_PORT: "-1" is not accepted; it must be a whole number from 1 to 65535, or 0 for any free port'
    ],
    [
      { host: 'http://x' },
      {},
      '--host: "http://x" is not accepted; it must be a host name or an address to listen on, such as localhost or 0.0.0.0'
    ],
    [{ issuer: 'https://a/' }, {}, '--issuer: "https://a/" is not accepted; it must not end in a slash'],
    [{ issuer: 'id.example' }, {}, '--issuer: "id.example" is not accepted; it must be an http or https URL'],
    [{ data: '' }, {}, '--data: "" is not accepted; it must be a folder'],
    ...['', 'mysql://me:secret@db/one', 'postgres://me:secret@db', 'me:secret@db'].map(
      (database): [GivenOptions, Environment, string] => [
        { database },
        {},
        '--database: this is not accepted; it must be the URL of a PostgreSQL database, such as postgres://USER:PASSWORD@HOST:5432/DATABASE'
      ]
    ),
    [
      { 'log-level': 'loud' },
      {},
      '--log-level: "loud" is not accepted; it must be one of debug, info, warn, error, silent'
    ],
    [
      {},
      { FRIENDLY_OAUTH2_LOG_FORMAT: 'xml' },
      'FRIENDLY_OAUTH2_LOG_FORMAT: "xml" is not accepted; it must be one of pretty, json'
    ],
    [
      {},
      { FRIENDLY_OAUTH2_NO_PANEL: 'maybe' },
      'FRIENDLY_OAUTH2_NO_PANEL: "maybe" is not accepted; it must be true or false'
    ],
    [
      {},
      { FRIENDLY_OAUTH2_PROT: '1' },
      'FRIENDLY_OAUTH2_PROT is not known; did you mean FRIENDLY_OAUTH2_PORT?'
    ]
  ])('refuses %j %j, naming the field, the value and what is accepted', (options, environment, message) => {
    expect(() => read(options, environment)).toThrow(new UsageError(message))
  })
})

describe('loopback', () => {
  it('is localhost, 127.0.0.0/8 and ::1, and nothing else', () => {
    expect(['localhost', '127.0.0.1', '127.9.9.9', '::1'].map(isLoopbackHost)).toEqual([
      true,
      true,
      true,
      true
    ])
    expect(
      ['0.0.0.0', '::', '192.168.0.1', 'example.com', '127.0.0.1.example.com'].some(isLoopbackHost)
    ).toBe(false)
  })
})

describe('the default data folder', () => {
  it("is Electron's userData of this product on every system", () => {
    const home = '/home/me'
    const folder = (platform: NodeJS.Platform, environment: Environment = {}) =>
      defaultDataFolder({ platform, home, environment }).replaceAll('\\', '/')
    expect(folder('linux')).toBe('/home/me/.config/Friendly OAuth2 Server')
    expect(folder('linux', { XDG_CONFIG_HOME: '/x' })).toBe('/x/Friendly OAuth2 Server')
    expect(folder('darwin')).toBe('/home/me/Library/Application Support/Friendly OAuth2 Server')
    expect(folder('win32', { APPDATA: '/r' })).toBe('/r/Friendly OAuth2 Server')
    expect(folder('win32')).toBe('/home/me/AppData/Roaming/Friendly OAuth2 Server')
  })
})
