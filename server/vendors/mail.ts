import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

interface OutgoingMail {
  /** Becomes the Message-ID, so that a receiver can tell the same mail twice from two mails. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Readonly<Record<string, string>>;
}

/**
 * How a hand-over ended. `refused`: the server said no, or nothing of the message had left; sending again is safe
 * unless `permanent`. `lost`: the message was on its way and no answer came, so it may have arrived.
 */
export type HandOver =
  | { outcome: 'accepted' }
  | { outcome: 'refused'; permanent: boolean; reason: string }
  | { outcome: 'lost'; reason: string }
  | { outcome: 'withdrawn' };

export interface Mailer {
  /**
   * Connects and signs in, then waits for `beforeHandOver`: only when it resolves to true does the mail begin
   * (MAIL, RCPT, DATA). False withdraws it. Never throws for what the other side does.
   */
  send(mail: OutgoingMail, beforeHandOver: () => Promise<boolean>): Promise<HandOver>;
}

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

interface SmtpError extends Error {
  responseCode?: number;
}

/**
 * `smtpUrl`: smtp:// or smtps://, with user and password where the server wants them, and `?from=ADDRESS`. Without that
 * the sender is the user if it is an address, else no-reply at the host of `origin`.
 */
export function createMailer({ smtpUrl, origin }: { smtpUrl: string; origin: string }): Mailer {
  const options = parseConnectionUrl(smtpUrl);
  const from = senderOf(new URL(smtpUrl), new URL(origin));
  return {
    async send(mail, beforeHandOver) {
      const connection = new SMTPConnection({
        ...options,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
      });
      // Every failure also reaches the callback that waits for it; without a listener it would end the process.
      connection.on('error', () => {});
      try {
        const refusal = await open(connection, options.auth);
        if (refusal) return refusal;
        if (!(await beforeHandOver())) return { outcome: 'withdrawn' };
        return await handOver(connection, mail, from);
      } finally {
        connection.quit();
        connection.close();
      }
    },
  };
}

function senderOf(smtp: URL, origin: URL): { name: string; address: string } {
  const user = decodeURIComponent(smtp.username);
  const address = smtp.searchParams.get('from') ?? (user.includes('@') ? user : `no-reply@${origin.hostname}`);
  return { name: 'Holdfast', address };
}

type Credentials = ReturnType<typeof parseConnectionUrl>['auth'];

async function open(connection: SMTPConnection, auth: Credentials): Promise<HandOver | undefined> {
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (auth)
      await new Promise<void>((resolve, reject) => {
        connection.login(auth, (error) => (error ? reject(error) : resolve()));
      });
    return undefined;
  } catch (error) {
    return { outcome: 'refused', permanent: false, reason: reasonOf(error) };
  }
}

async function handOver(
  connection: SMTPConnection,
  mail: OutgoingMail,
  from: { name: string; address: string },
): Promise<HandOver> {
  const message = new MailComposer({
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${from.address.split('@')[1] ?? 'holdfast'}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
  });
  const bytes = await message.compile().build();
  let hasBegun = false;
  // Read only once the server has said yes to DATA: until then nothing can have arrived.
  const body = Readable.from(
    (function* () {
      hasBegun = true;
      yield bytes;
    })(),
    { objectMode: false },
  );
  return new Promise((resolve) => {
    connection.send({ from: from.address, to: [mail.to], size: bytes.length }, body, (error) => {
      if (!error) resolve({ outcome: 'accepted' });
      else if (hasBegun && codeOf(error) === undefined) resolve({ outcome: 'lost', reason: reasonOf(error) });
      else resolve({ outcome: 'refused', permanent: (codeOf(error) ?? 0) >= 500, reason: reasonOf(error) });
    });
  });
}

const codeOf = (error: SmtpError): number | undefined => error.responseCode;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);
