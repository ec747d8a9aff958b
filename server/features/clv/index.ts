export { fitClv } from './fit';
export { type ClvState, getLatestClv } from './get-latest';
