import postgres from 'postgres';
import { runCampaigns, type Delivery } from '@/server/features/campaigns';
import { createCampaign } from '@/server/features/campaigns/create';
import { launchCampaign } from '@/server/features/campaigns/launch';
import type { CreateCampaignInput } from '@/server/features/campaigns/schemas';
import { workerContext } from '@/server/features/facts';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { createEgress } from '@/server/platform/egress';
import { createMailer } from '@/server/vendors/mail';
import { createWebhookSender } from '@/server/vendors/webhook';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { type MailFault, type MailSink, startMailSink } from '@/tests/support/mail-sink';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

export const origin = 'https://holdfast.example';

export interface CampaignStage {
  tenant: TestTenant;
  worker: Awaited<ReturnType<typeof testWorker>>;
  owner: postgres.Sql;
  sink: MailSink;
  faults: Map<string, MailFault>;
  /** The worker's context, with transports to the sink; `more` takes the place of some. */
  delivery(more?: Partial<Delivery>): Delivery;
  /** Takes records in and makes the answers from them. */
  take(records: AcceptedRecord[]): Promise<void>;
  /** Turns of the worker until nothing is due. */
  settle(more?: Partial<Delivery>): Promise<void>;
  launched(input?: Partial<CreateCampaignInput>): Promise<string>;
  close(): Promise<void>;
}

export const plan: CreateCampaignInput['plan'] = {
  metric: 'ordered',
  windowDays: 14,
  alpha: 0.05,
  smallest: 0.02,
  better: 'higher',
};

export const draft = (more: Partial<CreateCampaignInput> = {}): CreateCampaignInput => ({
  name: 'Come back',
  channel: 'email',
  segment: null,
  controlShare: 0.2,
  subject: 'We miss you, {{name|friend}}',
  message: 'Dear {{name|friend}},\n\ncome back to https://shop.example/?a=1&b=2.',
  webhookUrl: null,
  plan,
  ...more,
});

export const customer = (id: string, more: { email?: string; name?: string } = {}) =>
  record('customers', { id, email: `${id}@people.example`, name: `Ms ${id}`, traits: {}, ...more }, id);

export const order = (customerId: string, orderedAt: string, minor: number | undefined) =>
  record('orders', {
    customerId,
    orderedAt: new Date(orderedAt).toISOString(),
    ...(minor === undefined ? {} : { amount: { minor, currency: 'USD' } }),
    properties: {},
  });

export const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${i + 1}`);

export async function setCampaignStage(options: { at?: string } = {}): Promise<CampaignStage> {
  const stores = await testStores();
  const owner = postgres(stores.ownerUrl, { max: 2, onnotice: () => {} });
  const tenant = await createTestTenant(options);
  const worker = await testWorker(tenant);
  const faults = new Map<string, MailFault>();
  const sink = await startMailSink((to) => faults.get(to) ?? 'accept');
  const delivery = (more: Partial<Delivery> = {}): Delivery => ({
    ...workerContext(worker, tenant.workspace, 'campaigns'),
    worker: 'w1',
    origin,
    mailer: createMailer({ smtpUrl: sink.url, origin }),
    webhooks: createWebhookSender({ egress: createEgress({ allow: ['127.0.0.0/8'] }), clock: tenant.clock }),
    ...more,
  });
  const settle = async (more: Partial<Delivery> = {}) => {
    for (;;) {
      const { assigned, sent, skipped, failed } = await runCampaigns(delivery(more));
      if (assigned + sent + skipped + failed === 0) break;
    }
    await drain(worker, tenant.workspace);
  };
  return {
    tenant,
    worker,
    owner,
    sink,
    faults,
    delivery,
    settle,
    async take(records) {
      for (let i = 0; i < records.length; i += 2_000)
        await accept(worker, tenant.workspace, records.slice(i, i + 2_000));
      await drain(worker, tenant.workspace);
    },
    async launched(input = {}) {
      const { id } = await createCampaign(tenant.as('analyst'), draft(input));
      await launchCampaign(tenant.as('analyst'), { id });
      return id;
    },
    async close() {
      await Promise.all([owner.end(), worker.close(), tenant.close(), sink.close()]);
    },
  };
}
