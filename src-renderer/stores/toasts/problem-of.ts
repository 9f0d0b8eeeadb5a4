/** What went wrong with a call, for whoever shows it: features see the api through the stores alone. */
export { problemOf, type ApiProblem } from '../../api'
