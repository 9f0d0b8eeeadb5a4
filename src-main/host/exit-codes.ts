/** What the program ends with, and what each means. */
export const EXIT_CODES = {
  0: 'done',
  1: 'an unexpected error; of playground run: a request did not end as expected',
  2: 'bad usage or bad configuration',
  3: 'the port is taken',
  4: 'the data folder is in use by another instance',
  5: "the data folder can't be read or written, or is damaged; nothing was overwritten"
} as const

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5
