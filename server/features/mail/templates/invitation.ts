import { composeMail, type MailText } from './layout';

export const invitationMail = (to: {
  workspaceName: string;
  inviter: string;
  role: string;
  token: string;
  days: number;
}): MailText =>
  composeMail({
    kind: 'invitation',
    subject: `${to.inviter} invites you to ${to.workspaceName} on Holdfast`,
    paragraphs: [
      `${to.inviter} invites you to the workspace ${to.workspaceName} as ${to.role}.`,
      `The link works for ${to.days} days.`,
    ],
    action: { label: 'Open the invitation', path: `/invitation?token=${to.token}` },
    reason: 'You can ignore this mail if you do not know the workspace.',
  });
