import type { Component } from 'vue'
import { AppWindow, House, Play, SlidersHorizontal } from '@lucide/vue'
import type { AccessLevel } from '../../src-main/contract'

/** A place in the navigation. Its name is the catalogue's `app.section.<id>`. */
export interface Section {
  id: string
  path: string
  icon: Component
  access: AccessLevel
  group?: 'directory' | 'configure'
}

/** The list from which sidebar, digit keys, palette and page titles are computed. */
export const SECTIONS: readonly Section[] = [
  { id: 'dashboard', path: '/', icon: House, access: 'moderator' },
  { id: 'playground', path: '/playground', icon: Play, access: 'user' },
  { id: 'clients', path: '/clients', icon: AppWindow, access: 'user', group: 'directory' },
  { id: 'flows', path: '/flows', icon: SlidersHorizontal, access: 'moderator', group: 'configure' }
]
