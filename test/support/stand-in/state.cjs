/** What the parts of the stand-in share. */
const fs = require('node:fs')
const path = require('node:path')

const appFolder = process.env.STAND_IN_APP_FOLDER
const switches = (process.env.STAND_IN_SWITCHES ?? '').split('\n').filter(Boolean)

/** The value of `--name=value`; an empty text for a bare `--name`; undefined where it was not given. */
function switchValue(name) {
  const found = switches.find((text) => text === `--${name}` || text.startsWith(`--${name}=`))
  return found?.slice(name.length + 3)
}

module.exports = {
  appFolder,
  manifest: JSON.parse(fs.readFileSync(path.join(appFolder, 'package.json'), 'utf8')),
  switchValue,
  /** Open windows, in the order in which they were made. */
  windows: new Set(),
  /** What a person would have seen outside of a window: dialogs, opened links, notifications. */
  seen: []
}
