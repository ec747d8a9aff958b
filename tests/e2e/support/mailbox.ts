import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailbox {
  /** The newest mail to an address with that subject, waited for. */
  find(to: string, subject: RegExp): Promise<Mail>;
  /** The one link of such a mail. */
  link(to: string, subject: RegExp): Promise<string>;
  /** Everyone who was sent a mail with that subject so far, as often as they were. */
  receivers(subject: RegExp): string[];
  close(): Promise<void>;
}

const readMail = async (stream: Readable) => PostalMime.parse(Buffer.concat(await stream.toArray()));

const patienceMs = 30_000;

/** A mail server that keeps what it is handed: where SMTP_URL of the tested stack leads. */
export async function openMailbox(port: number, browserName: string): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    banner: `mail of the tests in ${browserName}`,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      void readMail(stream).then(
        ({ subject = '', text = '' }) => {
          mails.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, subject, text })));
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error('the mail cannot be read')),
      );
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const find = async (to: string, subject: RegExp): Promise<Mail> => {
    for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(100)) {
      const found = mails.findLast((mail) => mail.to === to && subject.test(mail.subject));
      if (found) return found;
    }
    throw new Error(`no mail to ${to} with ${subject}; there are: ${mails.map((mail) => mail.subject).join(', ')}`);
  };
  return {
    find,
    link: async (to, subject) => {
      const [link] = (await find(to, subject)).text.match(/https?:\/\/\S+/) ?? [];
      if (!link) throw new Error('the mail has no link');
      return link;
    },
    receivers: (subject) => mails.flatMap((mail) => (subject.test(mail.subject) ? [mail.to] : [])),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
