import type { Component } from 'vue'
import {
  Activity,
  AppWindow,
  BookOpen,
  ChartColumn,
  CircleUserRound,
  FileKey2,
  Gauge,
  House,
  KeyRound,
  Mail,
  MonitorSmartphone,
  PanelsTopLeft,
  Play,
  Server,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Users
} from '@lucide/vue'
import type { useSessionStore } from '../stores/people/session'
import { SECTIONS as PLACES, type Section as Place } from '../../src-main/contract'

interface Look {
  icon: Component
  group?: 'directory' | 'activity' | 'configure' | 'more'
}

/** A place in the navigation. Its name is the catalogue's `app.section.<id>`. */
export type Section = Place & Look

const LOOKS: Readonly<Record<Place['id'], Look>> = {
  dashboard: { icon: House },
  playground: { icon: Play },
  tokens: { icon: FileKey2 },
  traffic: { icon: Activity },
  clients: { icon: AppWindow, group: 'directory' },
  users: { icon: Users, group: 'directory' },
  roles: { icon: ShieldCheck, group: 'directory' },
  sessions: { icon: MonitorSmartphone, group: 'activity' },
  authorizations: { icon: ChartColumn, group: 'activity' },
  limits: { icon: Gauge, group: 'activity' },
  server: { icon: Server, group: 'configure' },
  flows: { icon: SlidersHorizontal, group: 'configure' },
  keys: { icon: KeyRound, group: 'configure' },
  pages: { icon: PanelsTopLeft, group: 'configure' },
  mail: { icon: Mail, group: 'configure' },
  account: { icon: CircleUserRound, group: 'more' },
  documentation: { icon: BookOpen, group: 'more' },
  preferences: { icon: Settings, group: 'more' }
}

/** The list from which sidebar, digit keys, palette and page titles are computed. */
export const SECTIONS: readonly Section[] = PLACES.map((place) => ({ ...place, ...LOOKS[place.id] }))

type Session = Pick<ReturnType<typeof useSessionStore>, 'may' | 'isLocked'>

/** Whether a preconfigured build keeps its person out of a section that their access would open. */
export function isLockedAway({ group }: Section, { isLocked }: Session): boolean {
  return isLocked && group === 'configure'
}

/** The sections that whoever sits here finds in the navigation, in their order. */
export function sectionsFor(session: Session): Section[] {
  return SECTIONS.filter((section) => session.may(section.access) && !isLockedAway(section, session))
}
