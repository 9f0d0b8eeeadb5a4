import { imageDataUri } from '../../../src-main/contract'
import { pictureOf } from './picture-of'

/** A chosen file as a data URI, or why it can't be one. */
export type ChosenPicture = { readonly dataUri: string } | { readonly problem: 'format' | 'size' }

/** A picture as the contract takes it; a photo that is too large is made smaller, where the page can draw. */
export async function pictureOfFile(file: Blob): Promise<ChosenPicture> {
  const type = file.type === 'image/vnd.microsoft.icon' ? 'image/x-icon' : file.type
  if (!/^image\/(png|jpeg|gif|webp|svg\+xml|x-icon)$/.test(type)) return { problem: 'format' }
  const dataUri = await pictureOf(file)
  return dataUri !== undefined && imageDataUri.safeParse(dataUri).success ? { dataUri } : { problem: 'size' }
}
