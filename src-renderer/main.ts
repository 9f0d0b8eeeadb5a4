// First, since zod's settings must be made before the first schema is.
import '../src-main/contract'
import { startPanel } from './app'

startPanel()
