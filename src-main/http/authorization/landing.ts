/** What a browser brought to the playground's landing place, and what there is to say of it. */
export interface Landed {
  /** An id of the catalogue, such as `code_received`. */
  readonly id: string
  readonly ok: boolean
  readonly error?: string | undefined
  readonly error_description?: string | undefined
}

/** What came, in the form that it came in; `raw` is the request as it stood. */
export interface Landing {
  readonly mode: 'query' | 'fragment' | 'form_post'
  readonly text: string
  readonly raw: string
}

/** Takes what came; undefined: nobody waits for it. */
export type TakeLanding = (landing: Landing) => Promise<Landed | undefined>
