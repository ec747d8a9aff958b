/** What a message may name: `{{name}}`, `{{id}}`, `{{email}}`, `{{country}}` or `{{trait.plan}}`, each with `|words` to fall back on. */
export interface MessageFields {
  id: string;
  name: string | null;
  email: string | null;
  country: string | null;
  traits: Readonly<Record<string, unknown>>;
}

const field = /\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}/g;
const known = new Set(['name', 'id', 'email', 'country']);

/** Names of fields that no customer can have, in the order of the text. */
export function unknownFields(text: string): string[] {
  return [...text.matchAll(field)]
    .map(([, name = '']) => name)
    .filter((name) => !known.has(name) && !/^trait\../.test(name));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const valueOf = (name: string, fields: MessageFields): string =>
  name.startsWith('trait.')
    ? textOf(fields.traits[name.slice(6)])
    : textOf(fields[name as 'name' | 'id' | 'email' | 'country']);

/** Values go in as they are and are never read as fields again. */
export const fillText = (text: string, fields: MessageFields): string =>
  text.replace(
    field,
    (_, name: string, otherwise: string | undefined) => valueOf(name, fields) || (otherwise ?? '').trim(),
  );

export interface FilledMessage {
  subject: string;
  text: string;
  html: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const match of text.matchAll(link)) {
    const address = escaped(match[0]);
    html += `${escaped(text.slice(from, match.index))}<a href="${address}">${address}</a>`;
    from = match.index + match[0].length;
  }
  return html + escaped(text.slice(from));
}

/** Subject, text and HTML of one message, with who sends it and the way out at its end. */
export function fillMessage(
  template: { subject: string; message: string },
  fields: MessageFields,
  { sender, unsubscribe }: { sender: string; unsubscribe: string },
): FilledMessage {
  const subject = fillText(template.subject, fields)
    .replaceAll(/[\r\n]+/g, ' ')
    .slice(0, 200);
  const body = fillText(template.message, fields);
  const reason = `You get this because you are a customer of ${sender}.`;
  const text = `${body}\n\n--\n${reason}\nUnsubscribe: ${unsubscribe}\n`;
  const paragraphs = body.split(/\n{2,}/).map((part) => `<p>${linked(part).replaceAll('\n', '<br>')}</p>`);
  const html = `<!doctype html><html lang="en"><body style="font:15px/23px system-ui,sans-serif;color:#1c1b18">
${paragraphs.join('\n')}
<p style="margin-top:28px;padding-top:12px;border-top:1px solid #e3e0da;font-size:13px;color:#6b6860">${escaped(reason)}<br><a href="${escaped(unsubscribe)}">Unsubscribe</a></p>
</body></html>`;
  return { subject, text, html };
}
