/** The built panel: a folder, or what reads a file of it by its path below `/panel/`, such as `assets/index.js`. */
export type PanelFiles = string | ((path: string) => Buffer | undefined)
