export { inviteMember } from './invite';
