/** The languages that the playground writes a request in: one value each. */
import type { LanguageName } from '../../../contract'
import { csharp } from './csharp'
import { curl } from './curl'
import { fetchJavaScript } from './fetch'
import { httpie } from './httpie'
import { java } from './java'
import type { Language } from './language'
import { pythonRequests } from './requests'

export const LANGUAGES: Readonly<Record<LanguageName, Language>> = {
  curl,
  httpie,
  fetch: fetchJavaScript,
  requests: pythonRequests,
  java,
  csharp
}

export { shellExports } from './shell-text'
