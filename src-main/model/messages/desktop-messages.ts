/** What the desktop app can't do where it runs. */
export const DESKTOP_MESSAGES = {
  desktop_database_url:
    'must be the URL of a PostgreSQL database, such as postgres://USER:PASSWORD@HOST:5432/DATABASE',
  desktop_database_password:
    'leads to another server or person than the hidden password belongs to; type the password again',
  desktop_database_given: 'is the one that the app was started with; start it without --database first',
  desktop_login: 'This app is not installed, so it could not be found at the next login',
  update_preset: 'A preconfigured build gets no updates; whoever made it makes the next one',
  update_unpackaged:
    'An app that runs from its source, or was built without a place to look, gets no updates',
  update_portable: 'A portable app gets no updates; put a new one in its place',
  update_missing: 'No update is ready to be installed'
} as const
