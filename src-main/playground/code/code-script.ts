/** A piece of a text: words as they are, or the value of a variable of the environment or of the script. */
export type Piece = string | { readonly variable: string }
export type Text = readonly Piece[]

/** A request in pieces, so that each language writes variables in its own way. */
export interface CodeRequest {
  readonly method: string
  readonly url: string
  /** Without `Content-Type`, where a language sets it with the form. */
  readonly headers: readonly (readonly [name: string, value: Text])[]
  /** Name and secret of HTTP Basic, as they are joined on the wire; left out where the header stands among the others. */
  readonly basic?: { readonly name: string; readonly secret: Text }
  /** It is sent with a proof that the script makes (RFC 9449): for which address, and with which access token. */
  readonly proof?: { readonly htu: string; readonly accessToken?: Text }
  /** Left out for a request without a body. */
  readonly form?: readonly (readonly [name: string, value: Text])[]
}

/** What a script asks the person for, between two requests. */
export interface CodeQuestion {
  readonly text: string
  /** The address that the person opens: one of the script's variables, or words. */
  readonly open: Text
  /** Where the answer goes; left out: the person presses Enter. */
  readonly variable?: string
}

/** One thing that a script does: ask the person, send a request, and keep members of its answer in variables. */
export interface CodeStep {
  readonly title: string
  readonly question?: CodeQuestion
  readonly request?: CodeRequest
  readonly keeps: readonly { readonly member: string; readonly variable: string }[]
}

/** What the code generators are given. */
export interface CodeScript {
  readonly steps: readonly CodeStep[]
  /** Variables that the script expects in its environment, in the order of their use. */
  readonly environment: readonly string[]
}

/** Whether a script makes proofs. */
export function makesProofs({ steps }: CodeScript): boolean {
  return steps.some(({ request }) => request?.proof)
}

/** Whether a variable is one of the environment; the others are the script's own. */
export function isOfEnvironment(script: CodeScript, variable: string): boolean {
  return script.environment.includes(variable)
}
