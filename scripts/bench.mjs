// npm run bench [-- --quick] [--markdown] [words of a workload's name]: builds what is stale, bundles the benchmark and runs it on a core of its own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { requireNode } from './setup/node-version.mjs'
import { manifest, root } from './setup/project.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { buildWhatIsStale } = await import('./setup/build.mjs')
await installWhatIsMissing()
if (!(await buildWhatIsStale())) process.exit(1)

const { build } = await import('vite')
const out = join(root, 'node_modules/.cache/benchmark')
const source = join(root, 'test/benchmark')
const targets = ['bare-express', 'node-http', 'oidc-provider', 'rsa-signatures'].map((name) => [
  name,
  join(source, 'targets', `${name}.ts`)
])
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: { main: join(source, 'main.ts'), ...Object.fromEntries(targets) },
      output: { format: 'es', entryFileNames: '[name].js' }
    }
  }
})

// The load runs on the second core, the servers on the first.
const onItsCore = process.platform === 'linux' ? ['taskset', '-c', '1'] : []
const [command, ...args] = [...onItsCore, process.execPath, join(out, 'main.js'), ...process.argv.slice(2)]
const benchmark = spawn(command, args, { cwd: root, stdio: 'inherit' })
benchmark.on('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => benchmark.kill(signal))
