export { run, title } from './house.7';
