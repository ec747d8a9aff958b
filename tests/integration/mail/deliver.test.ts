import PostalMime from 'postal-mime';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deliverDueMail, enqueueMail, invitationMail, type MailRuntime } from '@/server/features/mail';
import { type Clock, fixedClock } from '@/server/platform/clock';
import { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { withWorkspace } from '@/server/platform/transaction';
import { createMailer, type Mailer } from '@/server/vendors/mail';
import { type MailFault, type MailSink, startMailSink } from '@/tests/support/mail-sink';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

const origin = 'https://holdfast.example';
let owner: postgres.Sql;
let system: Database;
let tenant: TestTenant;
let sink: MailSink;
let clock: Clock & { advanceMs(ms: number): void };
let faults: Map<string, MailFault>;

beforeAll(async () => {
  const stores = await testStores();
  owner = postgres(stores.ownerUrl, { max: 2, onnotice: () => {} });
  system = new Database(stores.systemUrl, { max: 8 });
  tenant = await createTestTenant();
});
afterAll(async () => {
  await Promise.all([owner.end(), system.close(), tenant.close()]);
});
beforeEach(async () => {
  await owner`delete from mail_outbox`;
  clock = fixedClock('2026-03-02T09:00:00Z');
  faults = new Map();
  sink = await startMailSink((to) => faults.get(to) ?? 'accept');
  return () => sink.close();
});

const log = createLogger({ process: 'test', level: 'silent' });
const runtimeOf = (worker = 'w1', mailer?: Mailer): MailRuntime => ({
  db: system,
  clock,
  log,
  worker,
  origin,
  mailer: mailer ?? createMailer({ smtpUrl: sink.url, origin }),
});

async function plan(to: string, fault: MailFault = 'accept'): Promise<void> {
  faults.set(to, fault);
  const ctx = tenant.as('admin');
  const mail = invitationMail({
    workspaceName: 'Kettles & <Co>',
    inviter: 'Ada',
    role: 'viewer',
    token: 'a'.repeat(43),
    days: 7,
  });
  await withWorkspace(ctx, (tx) =>
    enqueueMail(tx, { clock, rng: tenant.rng }, { ...mail, to, owner: { workspaceId: tenant.workspace.id } }),
  );
}

const stateOf = async (to: string) =>
  (
    await owner<{ state: string; attempts: number; problem: string | null; textBody: string }[]>`
    select state, attempts, problem, text_body as "textBody" from mail_outbox where to_address = ${to}`
  )[0];

/** Runs until nothing is due for two hours, as a worker would over a day. */
async function deliverForADay(): Promise<void> {
  for (let hour = 0; hour < 24; hour += 1) {
    await deliverDueMail(runtimeOf());
    clock.advanceMs(3_600_000);
  }
}

const timesTaken = (to: string) => sink.taken.filter((mail) => mail.to === to).length;

describe('delivering', () => {
  test('hands over text and HTML with the address of the installation, once, and keeps no link', async () => {
    await plan('grace@people.example');
    expect(await deliverDueMail(runtimeOf())).toEqual({ sent: 1, deferred: 0, failed: 0, uncertain: 0 });
    expect(await deliverDueMail(runtimeOf())).toEqual({ sent: 0, deferred: 0, failed: 0, uncertain: 0 });
    expect(sink.taken).toHaveLength(1);
    const mail = await PostalMime.parse(sink.taken[0]?.raw ?? '');
    expect(mail).toMatchObject({
      subject: 'Ada invites you to Kettles & <Co> on Holdfast',
      from: { address: 'hello@holdfast.example' },
      to: [{ address: 'grace@people.example' }],
    });
    const link = `${origin}/invitation?token=${'a'.repeat(43)}`;
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
    expect(mail.html).toContain('Kettles &amp; &lt;Co&gt;');
    expect(await stateOf('grace@people.example')).toMatchObject({ state: 'sent', attempts: 1, textBody: '' });
  });

  test('commits handing_over before the message begins', async () => {
    const seen: (string | undefined)[] = [];
    sink.onData = async (to) => {
      seen.push((await stateOf(to))?.state);
    };
    await plan('early@people.example');
    await deliverDueMail(runtimeOf());
    expect(seen).toEqual(['handing_over']);
  });

  test('a subject cannot smuggle a header', async () => {
    const ctx = tenant.as('admin');
    const mail = { kind: 'x', subject: 'Hello\r\nBcc: all@people.example', text: 't', html: '<p>t</p>' };
    await withWorkspace(ctx, (tx) =>
      enqueueMail(
        tx,
        { clock, rng: tenant.rng },
        { ...mail, to: 'h@people.example', owner: { workspaceId: tenant.workspace.id } },
      ),
    );
    await deliverDueMail(runtimeOf());
    const parsed = await PostalMime.parse(sink.taken[0]?.raw ?? '');
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.subject).toBe('Hello Bcc: all@people.example');
  });
});

describe('faults', () => {
  test.each<[MailFault, string, number]>([
    ['take-and-hang-up', 'uncertain', 1],
    ['hang-up-within-message', 'uncertain', 0],
    ['reject-receiver', 'failed', 0],
    ['refuse-message', 'failed', 0],
  ])('%s: %s, and never tried again', async (fault, state, taken) => {
    await plan('once@people.example', fault);
    await deliverForADay();
    expect(await stateOf('once@people.example')).toMatchObject({ state, attempts: 1, problem: expect.any(String) });
    expect(timesTaken('once@people.example')).toBe(taken);
  });

  test.each<MailFault>(['reject-receiver-for-now', 'refuse-message-for-now', 'hang-up-at-receiver'])(
    '%s: planned again with a longer wait each time, then sent once',
    async (fault) => {
      const to = 'later@people.example';
      await plan(to, fault);
      const waits: number[] = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        expect(await deliverDueMail(runtimeOf())).toMatchObject({ deferred: 1 });
        const [row] = await owner<{ wait: number }[]>`
          select extract(epoch from not_before - ${new Date(clock.nowMs())})::int as wait from mail_outbox`;
        waits.push(row?.wait ?? 0);
        clock.advanceMs((row?.wait ?? 0) * 1_000 - 1);
        expect(await deliverDueMail(runtimeOf())).toMatchObject({ deferred: 0, sent: 0 });
        clock.advanceMs(1);
      }
      expect(waits).toEqual([60, 120, 240, 480]);
      faults.set(to, 'accept');
      expect(await deliverDueMail(runtimeOf())).toMatchObject({ sent: 1 });
      expect(timesTaken(to)).toBe(1);
    },
  );

  test('gives up after ten attempts', async () => {
    await plan('never@people.example', 'reject-receiver-for-now');
    await deliverForADay();
    expect(await stateOf('never@people.example')).toMatchObject({ state: 'failed', attempts: 10 });
  });

  test('a server that cannot be reached costs nothing but time', async () => {
    await plan('wait@people.example');
    const { url } = sink;
    await sink.close();
    expect(await deliverDueMail(runtimeOf('w1', createMailer({ smtpUrl: url, origin })))).toMatchObject({
      deferred: 1,
    });
    expect(await stateOf('wait@people.example')).toMatchObject({ state: 'planned', attempts: 1 });
  });

  test('a worker that dies during the hand-over leaves an uncertain mail, never a second one', async () => {
    await plan('dies@people.example', 'take-and-fall-silent');
    // The first worker is killed while the server is silent: nothing of it answers any more.
    void deliverDueMail(runtimeOf('killed'), 1).catch(() => {});
    while (timesTaken('dies@people.example') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await deliverDueMail(runtimeOf('w2'))).toMatchObject({ sent: 0, uncertain: 0 });
    clock.advanceMs(300_001);
    expect(await deliverDueMail(runtimeOf('w2'))).toMatchObject({ sent: 0, uncertain: 1 });
    await deliverForADay();
    expect(await stateOf('dies@people.example')).toMatchObject({ state: 'uncertain', attempts: 1, textBody: '' });
    expect(timesTaken('dies@people.example')).toBe(1);
  });

  test('without a mail server an uncertain mail stays readable: the outbox is the only place it has', async () => {
    await plan('shown@people.example', 'take-and-fall-silent');
    void deliverDueMail(runtimeOf('killed'), 1).catch(() => {});
    while (timesTaken('shown@people.example') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.advanceMs(300_001);
    expect(await deliverDueMail({ ...runtimeOf('w2'), mailer: undefined })).toMatchObject({ uncertain: 1 });
    expect((await stateOf('shown@people.example'))?.textBody).toContain('/invitation?token=');
  });

  test('a worker that dies after its claim and before the hand-over: another sends it, once', async () => {
    await plan('claimed@people.example');
    const dead: Mailer = { send: () => new Promise(() => {}) };
    void deliverDueMail(runtimeOf('dead', dead), 1);
    while ((await stateOf('claimed@people.example'))?.state !== 'claimed')
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await deliverDueMail(runtimeOf('w2'))).toMatchObject({ sent: 0 });
    clock.advanceMs(300_001);
    expect(await deliverDueMail(runtimeOf('w2'))).toMatchObject({ sent: 1 });
    expect(timesTaken('claimed@people.example')).toBe(1);
  });

  test('a worker that wakes up after its claim was taken over sends nothing', async () => {
    await plan('slow@people.example');
    const real = createMailer({ smtpUrl: sink.url, origin });
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const slow: Mailer = {
      send: (mail, before) =>
        real.send(mail, async () => {
          await asleep;
          return before();
        }),
    };
    const first = deliverDueMail(runtimeOf('slow', slow), 1);
    while ((await stateOf('slow@people.example'))?.state !== 'claimed')
      await new Promise((resolve) => setTimeout(resolve, 10));
    clock.advanceMs(300_001);
    expect(await deliverDueMail(runtimeOf('w2'))).toMatchObject({ sent: 1 });
    wake();
    expect(await first).toEqual({ sent: 0, deferred: 0, failed: 0, uncertain: 0 });
    expect(timesTaken('slow@people.example')).toBe(1);
  });

  test('4 workers, 120 mails, a third of them with faults, a day of retries: max sends per mail = 1', async () => {
    const kinds: MailFault[] = [
      'accept',
      'accept',
      'take-and-hang-up',
      'accept',
      'hang-up-within-message',
      'refuse-message-for-now',
    ];
    for (let mail = 0; mail < 120; mail += 1) await plan(`bulk-${mail}@people.example`, kinds[mail % kinds.length]);
    for (let round = 0; round < 14; round += 1) {
      await Promise.all(['a', 'b', 'c', 'd'].map((worker) => deliverDueMail(runtimeOf(`${worker}${round}`))));
      clock.advanceMs(2 * 3_600_000);
    }
    const sends = Array.from({ length: 120 }, (_, mail) => timesTaken(`bulk-${mail}@people.example`));
    const states = await owner<
      { state: string; n: number }[]
    >`select state, count(*)::int as n from mail_outbox group by 1 order by 1`;
    process.stdout.write(
      `mail: max sends per mail = ${Math.max(...sends)}; ${states.map(({ state, n }) => `${n} ${state}`).join(', ')}\n`,
    );
    expect(Math.max(...sends)).toBe(1);
    expect(Object.fromEntries(states.map(({ state, n }) => [state, n]))).toEqual({
      failed: 20,
      sent: 60,
      uncertain: 40,
    });
  }, 120_000);
});

describe('without a mail server', () => {
  test('a mail is kept in the local outbox with its link', async () => {
    await plan('local@people.example');
    expect(await deliverDueMail({ ...runtimeOf(), mailer: undefined })).toMatchObject({ sent: 1 });
    const row = await stateOf('local@people.example');
    expect(row).toMatchObject({ state: 'sent', problem: 'kept in the local outbox' });
    expect(row?.textBody).toContain('{origin}/invitation?token=');
  });
});
