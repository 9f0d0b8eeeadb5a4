/**
 * The doctor: what of a set-up works, and for what doesn't, why and what helps. One file per check, each a function of what is known and of
 * what the machine answers. It leans on contract, model and ports; the panel's page and `friendly-oauth2 doctor` ask the same.
 */
export { EXPIRY_WARNING } from './check-certificate'
export { createDoctor, type Certificates, type DoctorDependencies } from './create-doctor'
export { examine } from './examine'
export { dayOf, type DataSituation, type Situation } from './situation'
