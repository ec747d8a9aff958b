export { type AuditVerdict, verifyAudit } from './verify';
