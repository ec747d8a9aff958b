export { findSession } from './find-session';
