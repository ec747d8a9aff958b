export { verifyAudit } from './verify';
