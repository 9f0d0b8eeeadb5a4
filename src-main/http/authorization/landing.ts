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

/** The browser that brings it, as far as it shows who it is. */
export interface LandingBrowser {
  /** By its own cookie. */
  readonly browser?: string
  /** The id of its session of the panel. */
  readonly session?: string
  /** How often it was sent on with what it brings. */
  readonly handOvers: number
}

/** The playground, for browsers that come to it and come back. */
export interface LandingPlace {
  /** Takes what came, or says where the browser is to bring it. Undefined: nobody waits for it. */
  take(landing: Landing, by: LandingBrowser): Promise<Landed | { readonly handOver: string } | undefined>
  /** Where the browser goes that opens a link to begin with; undefined: the link is used up, or there is none. */
  begin(ticket: string, browser: string): string | undefined
}
