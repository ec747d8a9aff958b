export { deliverDueMail, type MailRuntime } from './deliver-due';
export { enqueueMail } from './enqueue';
export { listLocalOutbox, type LocalMail, opensLocalOutbox } from './local-outbox';
export { alreadyRegisteredMail } from './templates/already-registered';
export { invitationMail } from './templates/invitation';
export { passwordChangedMail } from './templates/password-changed';
export { resetPasswordMail } from './templates/reset-password';
export { verifyAddressMail } from './templates/verify-address';
