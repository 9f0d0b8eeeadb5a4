import { flushPromises, mount, type ComponentMountingOptions } from '@vue/test-utils'
import { ref, type Component } from 'vue'
import { createCatalogue } from '../../src-renderer/app/catalogue'

/** Mounts a component of the kit on the page, with the English catalogue. */
export function mountKit(component: Component, options: ComponentMountingOptions<Component> = {}) {
  return mount(component, {
    attachTo: document.body,
    ...options,
    global: { plugins: [createCatalogue(ref('en'))], ...options.global }
  })
}

/** The element of the page that the selector finds; what floats is drawn outside of its component. */
export function onPage(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`There is no ${selector} on the page`)
  return found
}

/** Lets promises and the timers of floating parts run. */
export async function settle(): Promise<void> {
  await flushPromises()
  await new Promise((resolve) => setTimeout(resolve, 20))
}
