/**
 * Who may import whom, as one table. `rooms` are those of src-main, entered by their index.ts alone; `packages` and `builtins`
 * are what else a room may lean on, its driver for instance. Everything that isn't listed is refused.
 * test/architecture proves for each rule that it bites.
 */
const PURE = ['crypto', 'util', 'buffer']
const ANY = undefined

const ROOMS = {
  model: { rooms: [], packages: ['zod'], builtins: [] },
  contract: { rooms: ['model'], packages: ['@orpc/contract'], builtins: [] },
  ports: { rooms: ['model'], packages: [], builtins: [] },
  oauth: { rooms: ['model', 'ports'], packages: ['jose'], builtins: PURE },
  accounts: { rooms: ['model', 'ports'], packages: [], builtins: PURE },
  inspector: { rooms: ['model', 'ports', 'contract'], packages: [], builtins: PURE },
  playground: { rooms: ['model', 'ports', 'contract'], packages: ['jose'], builtins: PURE },
  panel: {
    rooms: ['model', 'ports', 'contract', 'oauth', 'accounts', 'inspector', 'playground'],
    packages: ['@orpc/server', '@orpc/contract'],
    builtins: PURE
  },
  store: { rooms: ['model', 'ports'], packages: ['lowdb', 'pg'], builtins: ANY },
  system: { rooms: ['model', 'ports'], packages: ['pino', 'bcryptjs', 'nodemailer'], builtins: ANY },
  http: {
    rooms: ['model', 'ports', 'contract', 'oauth', 'accounts', 'panel', 'inspector'],
    packages: [
      'express',
      '@orpc/server',
      '@orpc/openapi',
      '@orpc/zod',
      '@orpc/contract',
      '@fontsource-variable',
      'uqr'
    ],
    builtins: ANY
  },
  host: { rooms: ['contract'], files: ['config.ts'], packages: ['yaml'], builtins: ['fs'] },
  desktop: {
    rooms: ['ports', 'contract', 'system', 'host'],
    files: ['server.ts', 'recover-data.ts', 'try-database.ts', 'config.ts'],
    packages: ['electron', 'electron-updater', '@orpc/server', '@orpc/contract'],
    builtins: ANY
  },
  library: {
    rooms: ['contract', 'system', 'host'],
    files: ['server.ts', 'config.ts'],
    packages: ['@orpc/server', '@orpc/contract'],
    builtins: []
  },
  cli: {
    rooms: ['ports', 'contract', 'system', 'host'],
    files: ['server.ts', 'doctor.ts', 'copy-data.ts', 'config.ts'],
    packages: ['@orpc/server', '@orpc/contract'],
    builtins: ANY
  }
}

/** The two files beside the rooms. */
const FILES = {
  'config.ts': { rooms: ['model', 'system'], packages: [], builtins: ['os', 'path'] },
  'server.ts': {
    rooms: Object.keys(ROOMS).filter((room) => !['desktop', 'cli', 'library', 'host'].includes(room)),
    files: ['config.ts', 'friendly-server.ts', 'open-store.ts', 'server-options.ts'],
    packages: [],
    builtins: ['path', 'url', 'fs', 'os']
  },
  'open-store.ts': {
    rooms: ['model', 'ports', 'panel', 'store', 'system'],
    files: ['config.ts', 'server-options.ts'],
    packages: [],
    builtins: ['crypto', 'fs', 'fs/promises', 'path']
  },
  'friendly-server.ts': {
    rooms: ['accounts', 'http', 'inspector', 'oauth', 'panel', 'ports'],
    packages: [],
    builtins: []
  },
  'server-options.ts': {
    rooms: ['model', 'ports', 'panel', 'system'],
    files: ['config.ts'],
    packages: [],
    builtins: []
  },
  'doctor.ts': {
    rooms: ['model', 'panel', 'store', 'system'],
    files: ['config.ts'],
    packages: [],
    builtins: ['path']
  },
  'copy-data.ts': {
    rooms: ['ports', 'store', 'system'],
    files: ['config.ts'],
    packages: [],
    builtins: ['fs', 'path']
  },
  'recover-data.ts': { rooms: ['ports', 'store', 'system'], packages: [], builtins: [] },
  'try-database.ts': { rooms: ['ports', 'store', 'system'], packages: [], builtins: [] }
}

/** The layers of the renderer: what each may import of it beside itself. `app` may import all of them. */
const LAYERS = {
  ui: { layers: [] },
  features: { layers: ['ui', 'stores'] },
  stores: { layers: ['api'] },
  api: { layers: [] }
}

const anyOf = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`
const packagePath = (names) => `(^|/)node_modules/${anyOf(names)}(/|$)`
const BUILTINS = `^${anyOf(require('node:module').builtinModules.filter((name) => !name.startsWith('_')))}$`

/** What must be said of any part of src-main: the rooms, packages and builtins that it may import. */
function importRules(name, place, { rooms, files = [], packages, builtins }) {
  const rule = (what, to, comment) => ({
    name: `${name}-${what}`,
    severity: 'error',
    comment,
    from: { path: place },
    to
  })
  return [
    rule(
      'imports-its-rooms-only',
      {
        path: '^(src-main|src-renderer|test|scripts)/',
        pathNot: [place, `^src-main/${anyOf([...rooms, '-'])}/`, `^src-main/${anyOf([...files, '-'])}$`]
      },
      `${name} may import ${[...rooms, ...files].join(', ') || 'no other room'}`
    ),
    rule(
      'imports-its-packages-only',
      {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: packagePath([...packages, '-'])
      },
      `${name} may import ${packages.join(', ') || 'no package'}`
    ),
    ...(builtins
      ? [
          rule(
            'imports-its-builtins-only',
            { dependencyTypes: ['core'], pathNot: `^${anyOf([...builtins, '-'])}(/|$)` },
            `${name} may import ${builtins.map((builtin) => `node:${builtin}`).join(', ') || 'nothing of Node'}`
          )
        ]
      : [])
  ]
}

const forbidden = [
  ...Object.entries(ROOMS).flatMap(([room, table]) => importRules(room, `^src-main/${room}/`, table)),
  ...Object.entries(FILES).flatMap(([file, table]) =>
    importRules(file.replace('.ts', ''), `^src-main/${file.replace('.', '\\.')}$`, table)
  ),
  {
    name: 'a-room-is-entered-by-its-index',
    severity: 'error',
    from: { path: '^src-main/([^/]+)/' },
    to: { path: '^src-main/[^/]+/', pathNot: ['^src-main/$1/', '^src-main/[^/]+/index\\.ts$'] }
  },
  {
    name: 'a-room-is-entered-by-its-index-from-outside',
    severity: 'error',
    from: { path: '^(src-main/[^/]+\\.ts$|src-renderer/)' },
    to: { path: '^src-main/[^/]+/', pathNot: '^src-main/[^/]+/index\\.ts$' }
  },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'every-import-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'electron-is-imported-by-desktop-only',
    severity: 'error',
    from: { pathNot: '^(src-main/desktop|test)/' },
    to: { path: packagePath(['electron']) }
  },
  {
    name: 'electron-is-out-of-reach-for-the-headless-server',
    severity: 'error',
    comment: 'The command line and the server run on plain Node',
    from: { path: '^src-main/(cli/|server\\.ts$|doctor\\.ts$|copy-data\\.ts$|config\\.ts$)' },
    to: { path: packagePath(['electron']), reachable: true }
  },
  {
    name: 'the-renderer-knows-the-contract-alone',
    severity: 'error',
    from: { path: '^src-renderer/' },
    to: { path: '^(src-main|test|scripts)/', pathNot: '^src-main/contract/' }
  },
  {
    name: 'node-is-out-of-reach-for-the-renderer',
    severity: 'error',
    from: { path: '^src-renderer/' },
    to: { path: BUILTINS, reachable: true }
  },
  ...Object.entries(LAYERS).map(([layer, { layers }]) => ({
    name: `renderer-${layer}-imports-its-layers-only`,
    severity: 'error',
    comment: `${layer} may import ${layers.join(', ') || 'no other layer'}`,
    from: { path: `^src-renderer/${layer}/` },
    to: { path: '^src-renderer/', pathNot: `^src-renderer/${anyOf([layer, ...layers])}/` }
  })),
  {
    name: 'features-do-not-know-each-other',
    severity: 'error',
    from: { path: '^src-renderer/features/([^/]+)/' },
    to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' }
  },
  {
    name: 'transports-are-known-to-api-only',
    severity: 'error',
    from: { path: '^src-renderer/', pathNot: '^src-renderer/api/' },
    to: { path: packagePath(['@orpc/client', '@orpc/contract']) }
  }
]

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|woff2?)$' },
    // An import of a type is an import too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.vue', '.json', '.d.ts']
    }
  }
}
