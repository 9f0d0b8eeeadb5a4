import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { libraryTypes } from './scripts/build/library-types.mjs'
import { oneByteText } from './scripts/build/one-byte-text.mjs'
import { createThirdPartyNotices } from './scripts/build/third-party-notices.mjs'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Where the panel's development server sends what only a server can answer: the headless one that `npm run dev` runs. */
const headlessServer = process.env['DEV_SERVER_ADDRESS'] ?? 'http://localhost:9000'

/** Hashing runs in a worker thread, which Node loads as a file of its own. */
const passwordWorker = at('src-main/system/passwords/password-worker.ts')

/** Whose code is in what is built, for the panel's page about itself. */
const notices = createThirdPartyNotices({
  file: at('out/third-party-notices.json'),
  licenseFile: at('LICENSE')
})

/** For whoever imports the server from TypeScript. */
const declarations = libraryTypes({
  source: at('src-main/library/server-for-tests.ts'),
  file: at('out/main/library.d.ts')
})

/** What is built for Node is CommonJS, which starts faster than modules do, under the names that others call it by. */
const commonJs = {
  name: 'common-js',
  writeBundle: () => writeFileSync(at('out/main/package.json'), '{ "type": "commonjs" }\n')
}

/** `friendly-oauth2` can be started by its path, as npm starts it by its link. */
const executableCommandLine = {
  name: 'executable-command-line',
  writeBundle: () => chmodSync(at('out/main/cli.js'), 0o755)
}

export default defineConfig(({ command }) => ({
  main: {
    plugins: [commonJs, oneByteText, executableCommandLine, notices.collect, declarations],
    build: {
      // Everything is bundled: out/ runs where there is no node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: at('src-main/desktop/main.ts'),
          cli: at('src-main/cli/main.ts'),
          library: at('src-main/library/index.ts'),
          ...(existsSync(passwordWorker) ? { 'password-worker': passwordWorker } : {})
        },
        // A module of the server defines things and does nothing else, so that a start doesn't load what it does not use.
        treeshake: {
          moduleSideEffects: [
            {
              test: /\/src-main\/(?!desktop\/|cli\/main|system\/passwords\/password-worker)/,
              sideEffects: false
            }
          ]
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // What the command line does before it loads the rest must not be found among the rest.
          codeSplitting: {
            groups: [{ name: 'beginning', test: /src-main\/system\/compiled-code\// }]
          },
          // Small, since every start reads it; with its names, since libraries tell their classes by them.
          minify: {
            compress: { keepNames: { function: true, class: true } },
            mangle: { keepNames: true },
            codegen: true
          }
        }
      }
    }
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file that may require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/desktop/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false }
      }
    }
  },
  renderer: {
    root: at('src-renderer'),
    // Built, every address is relative: the same files are served at app://panel/ and at http://localhost:9000/panel/.
    ...(command === 'serve' ? { base: '/panel/' } : {}),
    plugins: [vue(), notices.collect],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      rolldownOptions: { input: { index: at('src-renderer/index.html') } }
    },
    server: {
      port: 5173,
      strictPort: true,
      proxy: {
        '^/(panel/rpc|admin|oauth2|healthz|\\.well-known)(/|$)': {
          target: headlessServer,
          // The server answers to its own names alone, and takes panel calls from its own pages alone.
          changeOrigin: true,
          headers: { origin: headlessServer }
        }
      }
    }
  }
}))
