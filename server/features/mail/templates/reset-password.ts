import { composeMail, type MailText } from './layout';

export const resetPasswordMail = (to: { name: string; token: string; minutes: number }): MailText =>
  composeMail({
    kind: 'reset-password',
    subject: 'Choose a new password for Holdfast',
    paragraphs: [
      `Hello ${to.name},`,
      `choose a new password with the link below. It works once, for ${to.minutes} minutes, and signs you out everywhere else.`,
    ],
    action: { label: 'Choose a new password', path: `/reset?token=${to.token}` },
    reason: 'Someone asked for this on the sign-in page. If it was not you, do nothing: your password stays as it is.',
  });
