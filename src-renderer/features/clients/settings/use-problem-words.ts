import { readSaid } from '../../../../src-main/contract'
import { useIssueText } from '../../../ui'

/** Says a problem of a field in the reader's language; what the catalogue doesn't know stands as it came. */
export function useProblemWords(): (message: string | undefined) => string | undefined {
  const issueText = useIssueText()
  return (message) => message && issueText({ message, ...readSaid(message) })
}
