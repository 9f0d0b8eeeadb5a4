import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Time, randomness, environment and network: who needs them gets them handed in (`ports/`). */
const AMBIENT = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Time comes from the Clock port: ask deps.clock.'
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'Time comes from the Clock port: ask deps.clock.'
  },
  {
    selector: "MemberExpression[object.name='performance']",
    message: 'Time comes from the Clock port: ask deps.clock.'
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness comes from the Random port: ask deps.random.'
  },
  {
    selector:
      'ImportSpecifier[imported.name=/^(randomBytes|randomUUID|randomFill|randomFillSync|randomInt)$/]',
    message: 'Randomness comes from the Random port: ask deps.random.'
  },
  {
    selector:
      'MemberExpression[property.name=/^(randomBytes|randomUUID|randomFill|randomFillSync|randomInt|getRandomValues)$/]',
    message: 'Randomness comes from the Random port: ask deps.random.'
  },
  {
    selector:
      "CallExpression[callee.name='fetch'], MemberExpression[property.name='fetch'][object.name='globalThis']",
    message: 'Requests go out through the HttpSender and KeySetSource ports.'
  }
]

/** config.ts alone reads the environment. */
const ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in config.ts alone.'
  },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: 'The environment is read in config.ts alone.'
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'The environment is read in config.ts alone; the rest of process is a global.'
  }
]

const STYLE = [
  {
    selector: 'ClassDeclaration:not([superClass.name=/Error$/]), ClassExpression',
    message: 'Functions and values, not classes: createX(deps) makes a service. Errors alone are classes.'
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'A list of names with `as const` says the same and is plain data.'
  }
]
const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Exports have a name, the one that the file has.'
}

const restrict = (...groups) => ['error', ...groups.flat()]

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'test/architecture/fixtures/', 'test/pictures/'] },
  // A rule that can be switched off beside the line that breaks it is no rule.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'].map((part) => ({ files: ['src-renderer/**/*.{ts,vue}'], ...part })),
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-implied-eval': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-params': ['error', { max: 4 }],
      'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT),
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // The model's indexes are known to be there where `!` says so; `noUncheckedIndexedAccess` asks for the rest.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
      ]
    }
  },
  {
    // Promises: one that nobody waits for is an error that nobody sees.
    files: ['src-main/**/*.ts', 'src-renderer/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ]
    }
  },
  {
    files: ['src-main/**/*.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT, AMBIENT, ENVIRONMENT) }
  },
  {
    files: ['src-main/system/**/*.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT, ENVIRONMENT) }
  },
  {
    files: ['src-main/config.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT, AMBIENT) }
  },
  {
    // The renderer shows times of day; only its api talks to a server.
    files: ['src-renderer/**/*.{ts,vue}'],
    rules: {
      'no-restricted-syntax': restrict(
        STYLE,
        ENVIRONMENT,
        AMBIENT.filter(({ message }) => !message.startsWith('Time'))
      ),
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      // The type says that it may be left out.
      'vue/require-default-prop': 'off',
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based']
    }
  },
  {
    files: ['src-renderer/api/**/*.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT, ENVIRONMENT) }
  },
  {
    // state, nonce and verifier of a request are shown, and changed, before anything is sent.
    files: ['src-renderer/stores/playground/draft/generated-value.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE, DEFAULT_EXPORT, ENVIRONMENT) }
  },
  {
    files: ['scripts/**', 'test/benchmark/**', 'test/support/**'],
    rules: { 'no-console': 'off' }
  },
  {
    // A row of a table of cases becomes the parameters of its test.
    files: ['test/**/*.test.ts'],
    rules: { 'max-params': 'off' }
  },
  {
    // Files that a tool loads by their default export.
    files: ['*.config.{ts,mjs}', '*.config.*.{ts,mjs}', 'test/support/**/*-setup.ts'],
    rules: { 'no-restricted-syntax': restrict(STYLE) }
  },
  {
    // What stands in for Electron, and the reporter that vitest makes, have the classes that those want.
    files: ['test/support/stand-in/**', 'test/support/reporter.mjs'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-extraneous-class': 'off'
    }
  },
  {
    // What Electron and the tools load as CommonJS.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  prettier
)
