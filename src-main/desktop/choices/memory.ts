import type { Rectangle } from 'electron'
import { z } from '../../contract'
import type { Log } from '../../ports'
import { readJsonFile, writeJsonFile } from './json-file'

const rememberedSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).optional().catch(undefined),
  maximized: z.boolean().optional().catch(undefined)
})

/** Where the window stood. It is comfort, not configuration: losing it does no harm. */
export interface Remembered {
  readonly bounds?: Rectangle | undefined
  readonly maximized?: boolean | undefined
}

export interface Memory {
  recall(): Remembered
  /** Where it can't be written, it is known for this run alone. */
  remember(change: Remembered): void
}

/** Keeps it in a small JSON file; somebody may have edited that, so what has not its shape isn't taken. */
export function createMemory(file: string, log: Pick<Log, 'warn'>): Memory {
  let remembered: Remembered = rememberedSchema.parse(readJsonFile(file))
  return {
    recall: () => remembered,
    remember: (change) => {
      remembered = { ...remembered, ...change }
      try {
        writeJsonFile(file, remembered)
      } catch (error) {
        log.warn('Where the window stands could not be remembered', { error: String(error) })
      }
    }
  }
}
