/** A rule of the protocol on the way of a request, and the refusals that mean it was broken. */
export interface Rule {
  readonly id: string
  readonly section?: string
  readonly reasons: readonly string[]
}

/** `reasons` is a list of words, so that a rule stays one line to read. */
export const rule = (id: string, section: string | undefined, reasons: string): Rule => ({
  id,
  reasons: reasons.split(' '),
  ...(section && { section })
})
