import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the sink does with one mail, by the receiver's address. */
export type MailFault =
  | 'accept'
  | 'reject-receiver-for-now'
  | 'reject-receiver'
  | 'refuse-message-for-now'
  | 'refuse-message'
  | 'hang-up-at-receiver'
  | 'hang-up-within-message'
  | 'take-and-hang-up'
  | 'take-and-fall-silent';

interface TakenMail {
  to: string;
  raw: string;
}

/** Where a mail stands: connected, receiver named, message begun, whole and not yet answered, answered. */
export type MailMoment = 'connected' | 'receiver' | 'begun' | 'whole' | 'answered';

export interface MailSink {
  url: string;
  /** Every message that arrived whole, answered or not: the receiver has it. */
  taken: TakenMail[];
  /** Called when DATA begins, before a byte of the message: what the record says then. */
  onData: ((to: string) => Promise<void>) | undefined;
  /** Called at each moment of each mail, before the sink goes on. */
  onMoment: ((moment: MailMoment) => void) | undefined;
  close(): Promise<void>;
}

const failure = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** A real SMTP server on loopback that misbehaves as told. */
export async function startMailSink(faultFor: (to: string) => MailFault): Promise<MailSink> {
  const sink: MailSink = { url: '', taken: [], onData: undefined, onMoment: undefined, close: async () => {} };
  const sockets = new Map<string, { destroy(): void }>();
  const hangUp = (session: SMTPServerSession) => sockets.get(session.id)?.destroy();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect(session, callback) {
      const connection = [...server.connections].find((each) => (each as unknown as { id: string }).id === session.id);
      const socket = (connection as unknown as { _socket?: { destroy(): void } } | undefined)?._socket;
      if (socket) sockets.set(session.id, socket);
      sink.onMoment?.('connected');
      callback();
    },
    onRcptTo(address, session, callback) {
      const fault = faultFor(address.address);
      sink.onMoment?.('receiver');
      if (fault === 'hang-up-at-receiver') hangUp(session);
      else if (fault === 'reject-receiver-for-now') callback(failure(451, 'greylisted, come back'));
      else if (fault === 'reject-receiver') callback(failure(550, 'no such mailbox'));
      else callback();
    },
    onData(stream, session, callback) {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      void receive(stream, session, to).then(() => {
        callback();
        sink.onMoment?.('answered');
      }, callback);
    },
  });

  async function receive(stream: NodeJS.ReadableStream, session: SMTPServerSession, to: string): Promise<void> {
    await sink.onData?.(to);
    sink.onMoment?.('begun');
    const fault = faultFor(to);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      if (fault === 'hang-up-within-message') return void hangUp(session);
      chunks.push(Buffer.from(chunk));
    }
    if (fault === 'refuse-message-for-now') throw failure(452, 'no room right now');
    if (fault === 'refuse-message') throw failure(554, 'this is spam');
    sink.taken.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
    sink.onMoment?.('whole');
    if (fault === 'take-and-hang-up') hangUp(session);
    if (fault === 'take-and-hang-up' || fault === 'take-and-fall-silent') await new Promise(() => {});
  }

  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?from=hello@holdfast.example`;
  sink.close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets.values()) socket.destroy();
      server.close(() => resolve());
    });
  return sink;
}
