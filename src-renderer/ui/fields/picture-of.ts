import { imageDataUri } from '../../../src-main/contract'

const LARGEST_BYTES = 65_536
/** Pixels of each side of a picture that had to be made smaller. */
const SIDE = 256

/** A picture that was chosen, as a data URI that the contract takes; a large photograph is cut to a small square. Undefined: it is no picture. */
export async function pictureOf(file: Blob): Promise<string | undefined> {
  const asItIs = file.size <= LARGEST_BYTES ? await dataUriOf(file) : undefined
  if (asItIs !== undefined && imageDataUri.safeParse(asItIs).success) return asItIs
  return smaller(file)
}

async function dataUriOf(file: Blob): Promise<string> {
  const type = file.type === 'image/vnd.microsoft.icon' ? 'image/x-icon' : file.type
  let binary = ''
  for (const byte of new Uint8Array(await file.arrayBuffer())) binary += String.fromCharCode(byte)
  return `data:${type};base64,${btoa(binary)}`
}

async function smaller(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return undefined
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIDE
  const side = Math.min(bitmap.width, bitmap.height)
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
  canvas.getContext('2d')?.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE)
  bitmap.close()
  return canvas.toDataURL('image/jpeg', 0.85)
}
