import { composeMail, type MailText } from './layout';

export const verifyAddressMail = (to: { name: string; token: string; hours: number }): MailText =>
  composeMail({
    kind: 'verify-address',
    subject: 'Confirm your address for Holdfast',
    paragraphs: [
      `Hello ${to.name},`,
      `confirm this address to finish signing up. The link works for ${to.hours} hours and asks for the password you chose.`,
    ],
    action: { label: 'Confirm address', path: `/verify?token=${to.token}` },
    reason:
      'Someone signed up with this address. If it was not you, do nothing: without the password the link opens nothing.',
  });
