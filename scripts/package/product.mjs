/** What the app is called, by the system and by people: two preconfigured builds with different names install side by side. */
import { createHash } from 'node:crypto'
import { manifest } from '../setup/project.mjs'

const APP_ID = 'io.github.friendly-oauth2-server'

/**
 * `packageName` is what packages, executables and folders of the system are called; `productName` is for people; `appName` is what the
 * app calls itself, and with it the folder of its data, which must be no other program's.
 *
 * @param {string} [presetName] left out, or the product's own name: the plain app
 */
export function productOf(presetName) {
  const { name, productName } = manifest()
  if (presetName === undefined || presetName === productName)
    return { productName, appName: productName, packageName: name, appId: APP_ID }
  const slug = slugOf(presetName)
  return {
    productName: presetName,
    appName: `${productName} (${presetName})`,
    packageName: `${name}-${slug}`,
    appId: `${APP_ID}.${slug}`
  }
}

/** `Checkout QA` becomes `checkout-qa`. What Latin letters can't say is told apart by a digest. */
function slugOf(name) {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (!/[^\x20-\x7e]/.test(plain)) return slug
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return slug ? `${slug}-${digest}` : `app-${digest}`
}
