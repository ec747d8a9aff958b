export { getRisk } from './get';
export { listAtRisk } from './list-at-risk';
