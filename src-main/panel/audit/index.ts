/**
 * The audit trail: who did what to which object. Every changing call of the panel is noted at one place, the middleware of the
 * base; sign-ins are told by the accounts.
 *
 * It leans on the model and the ports. It keeps names of fields and never values, so that no secret can get into it.
 */
export { createAuditTrail, type AuditTrail } from './audit-trail'
export { createAudit } from './create-audit'
