import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** Suites whose tests each stand alone: files run side by side. */
const independent = ['unit', 'store', 'protocol', 'conformance', 'panel', 'architecture'].map((name) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: 'node',
    // Several of them run whole programs, and machines are shared.
    testTimeout: 60_000,
    hookTimeout: 60_000
  }
}))

/** Suites that run the built product in a browser: one file after another, after Chromium was found. */
const inBrowser = [
  { name: 'end-to-end', globalSetup: ['./test/support/global-setup.ts'] },
  {
    name: 'desktop',
    globalSetup: ['./test/support/global-setup.ts', './test/support/desktop/desktop-setup.ts']
  }
].map(({ name, globalSetup }) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: 'node',
    globalSetup,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000
  }
}))

export default defineConfig({
  plugins: [vue()],
  test: {
    // The stylesheet of the sign-in pages is read as text; vitest empties others.
    css: { include: [/resources\/pages\//] },
    // What comes about in the background comes about late on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    // A second try on machines that nobody watches; the summary names each test that needed it.
    retry: process.env.CI ? 1 : 0,
    projects: [
      ...independent,
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 20_000
        }
      },
      ...inBrowser
    ]
  }
})
