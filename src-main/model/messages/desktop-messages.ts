/** What the desktop app can't do where it runs. */
export const DESKTOP_MESSAGES = {
  desktop_database_url:
    'must be the URL of a PostgreSQL database, such as postgres://USER:PASSWORD@HOST:5432/DATABASE',
  desktop_database_password:
    'leads to another server or person than the hidden password belongs to; type the password again',
  desktop_database_given: 'is the one that the app was started with; start it without --database first',
  desktop_database_host: 'names a host that is not known: <host>',
  desktop_database_refused: 'can not be reached: nothing listens at <address>',
  desktop_database_silent: 'can not be reached: <address> does not answer',
  desktop_database_sign_in: 'lets nobody in: PostgreSQL does not accept its user and password',
  desktop_database_missing: 'names a database that is not there: <database>; make it first',
  desktop_database_newer:
    'holds data of a newer version of this app (<version>; this one knows up to <newest>); they stay as they are',
  desktop_database_damaged: 'holds settings that can not be read: <reason>',
  desktop_database_read_only: 'can be read alone, so that nothing could be kept there',
  desktop_database_rights: 'gives its user no right to keep data there',
  desktop_database_file: 'names a file that can not be read: <reason>',
  desktop_database_unusable: 'can not be used: <reason>',
  desktop_login: 'This app is not installed, so it could not be found at the next login',
  update_preset: 'A preconfigured build gets no updates; whoever made it makes the next one',
  update_unpackaged:
    'An app that runs from its source, or was built without a place to look, gets no updates',
  update_portable: 'A portable app gets no updates; put a new one in its place',
  update_missing: 'No update is ready to be installed'
} as const
