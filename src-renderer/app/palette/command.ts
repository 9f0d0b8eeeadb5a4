import type { Component } from 'vue'

/** Something that the palette can do or open. */
export interface Command {
  id: string
  group: 'pages' | 'settings' | 'clients' | 'users' | 'documentation' | 'actions'
  title: string
  /** Other words by which it is found. */
  also?: string
  detail?: string
  icon: Component
  run: () => unknown
}

/** A command that does something. */
export function action(id: string, title: string, icon: Component, run: () => unknown): Command {
  return { id, group: 'actions', title, icon, run }
}
