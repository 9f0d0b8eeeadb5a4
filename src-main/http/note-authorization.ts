/** Counts that a client was given tokens (see the model's `AuthorizationCount`); stands in the path of every token, so it must cost nothing. */
export type NoteAuthorization = (client_id: string) => void
