import type { Screens } from './screen'

export const screens: Screens = {
  palette: { place: '/', act: (page) => page.getByTestId('open-palette').click() }
}
