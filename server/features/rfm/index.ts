export { getRfm } from './get';
