import { composeMail, type MailText } from './layout';

export const passwordChangedMail = (to: { name: string }): MailText =>
  composeMail({
    kind: 'password-changed',
    subject: 'Your Holdfast password was changed',
    paragraphs: [`Hello ${to.name},`, 'your password was changed and every other session was signed out.'],
    action: { label: 'This was not me', path: '/forgot' },
    reason: 'You get this mail whenever the password of your account changes.',
  });
