import { originMark } from '../origin';

export interface MailText {
  kind: string;
  subject: string;
  text: string;
  html: string;
}

export interface MailParts {
  kind: string;
  subject: string;
  paragraphs: string[];
  /** The one thing to do: words and a path of the installation. */
  action?: { label: string; path: string };
  /** Why this came, and what to do if it should not have. */
  reason: string;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text and HTML of one mail from the same words. */
export function composeMail({ kind, subject, paragraphs, action, reason }: MailParts): MailText {
  const link = action && `${originMark}${action.path}`;
  const text = [...paragraphs, ...(action ? [`${action.label}:\n${link}`] : []), `--\n${reason}`].join('\n\n');
  const html = `<!doctype html><html lang="en-GB"><body style="margin:0;background:#f7f6f3;color:#1c1b18;font:15px/22px system-ui,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="520" cellpadding="0" cellspacing="0" style="max-width:520px;background:#fff;border:1px solid #e3e0da;border-radius:6px"><tr><td style="padding:28px 32px">
<p style="margin:0 0 20px;font-weight:600">Holdfast</p>
${paragraphs.map((paragraph) => `<p style="margin:0 0 14px">${escaped(paragraph)}</p>`).join('\n')}
${action && link ? `<p style="margin:22px 0"><a href="${escaped(link)}" style="display:inline-block;padding:9px 16px;border-radius:6px;background:#166a66;color:#fff;text-decoration:none;font-weight:500">${escaped(action.label)}</a></p><p style="margin:0 0 14px;font-size:13px;color:#6b6860;word-break:break-all">${escaped(link)}</p>` : ''}
<p style="margin:22px 0 0;padding-top:14px;border-top:1px solid #e3e0da;font-size:13px;color:#6b6860">${escaped(reason)}</p>
</td></tr></table></td></tr></table></body></html>`;
  return { kind, subject, text, html };
}
