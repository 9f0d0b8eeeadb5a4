/** The panel's sections that the menu opens, with their route. */
export const SECTIONS = [
  { name: 'dashboard', route: '/' },
  { name: 'playground', route: '/playground' },
  { name: 'clients', route: '/clients' },
  { name: 'flows', route: '/flows' }
] as const

export type Section = (typeof SECTIONS)[number]
