/**
 * What the panel asks of the desktop app around it, and the two things that only make sense there: how a fresh data folder
 * begins, and putting a preconfigured build back to what it carries.
 *
 * It leans on the port `DesktopHost`, which comes with a call's context; it must not know Electron.
 */
export { createDesktop, type DesktopDependencies } from './create-desktop'
