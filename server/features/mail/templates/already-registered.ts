import { composeMail, type MailText } from './layout';

export const alreadyRegisteredMail = (to: { name: string }): MailText =>
  composeMail({
    kind: 'already-registered',
    subject: 'You already have a Holdfast account',
    paragraphs: [
      `Hello ${to.name},`,
      'someone signed up with this address, and it has an account already. Nothing was changed. Sign in with the password you have, or choose a new one.',
    ],
    action: { label: 'Choose a new password', path: '/forgot' },
    reason: 'If it was not you, do nothing.',
  });
