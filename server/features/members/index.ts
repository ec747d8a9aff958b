export { inviteMember } from './invite';
export { listMembers, type Member } from './list';
