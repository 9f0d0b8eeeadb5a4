import type { Component } from 'vue'
import { AppWindow, House, Mail, Play, SlidersHorizontal } from '@lucide/vue'
import { SECTIONS as PLACES, type Section as Place } from '../../src-main/contract'

interface Look {
  icon: Component
  group?: 'directory' | 'configure'
}

/** A place in the navigation. Its name is the catalogue's `app.section.<id>`. */
export type Section = Place & Look

const LOOKS: Readonly<Record<Place['id'], Look>> = {
  dashboard: { icon: House },
  playground: { icon: Play },
  clients: { icon: AppWindow, group: 'directory' },
  flows: { icon: SlidersHorizontal, group: 'configure' },
  mail: { icon: Mail, group: 'configure' }
}

/** The list from which sidebar, digit keys, palette and page titles are computed. */
export const SECTIONS: readonly Section[] = PLACES.map((place) => ({ ...place, ...LOOKS[place.id] }))
