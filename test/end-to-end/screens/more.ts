import type { Screens } from './screen'

export const screens: Screens = {
  documentation: {
    place: '/documentation/oauth2-code-flow',
    act: (page) => page.getByTestId('documentation-client').waitFor()
  },
  preferences: { place: '/preferences' },
  'import preview': {
    place: '/preferences',
    act: async (page) => {
      const profile = {
        version: 1,
        settings: { lifetimes: { access_token: 120 } },
        clients: [{ client_id: 'imported', client_secret: 'secretOfTheImportedSecretOfTheImported' }]
      }
      await page.getByTestId('profile-file').setInputFiles({
        name: 'checkout.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(profile))
      })
      await page.getByTestId('import-sum').waitFor()
    }
  },
  about: { place: '/about', act: (page) => page.getByTestId('package-row').first().waitFor() }
}
