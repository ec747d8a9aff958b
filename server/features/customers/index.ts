export { exportCustomers } from './list';
export type { CustomerProfile } from './get';
