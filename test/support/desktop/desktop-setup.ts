import { electronForTests } from './launch-desktop'

/** Says which Electron runs the desktop suite; the reporter puts it into the summary. */
export default function setup(): void {
  const { description } = electronForTests()
  process.env['ELECTRON_THAT_RAN'] = description
  console.log(`The desktop suite runs ${description}.`)
}
