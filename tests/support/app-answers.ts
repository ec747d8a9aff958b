import { cohortMeasures } from '@/db/schema/cohorts.constants';
import { customerSorts } from '@/db/schema/customers.constants';
import type { Visitor } from './sign-in';

const ways = [
  { start: 'first_order', return: 'order' },
  { start: 'any', return: 'any' },
  { start: 'first_order', return: 'any' },
];

/** Customers of a workspace whose page and timeline are read. */
const PEOPLE = 250;

/** Everything that the pages of workspaces ask, as the bytes that answered, by question. */
export class AppAnswers {
  readonly bytes = new Map<string, string>();

  constructor(private readonly visitor: Visitor) {}

  async collect(slug: string): Promise<void> {
    for (const procedure of ['home.get', 'customers.summary', 'cohorts.asOf', 'clv.latest'])
      await this.ask(slug, procedure);
    await this.ask(slug, 'rfm.get', {});
    await this.collectGrids(slug);
    const ids = await this.collectLists(slug);
    for (const id of ids.slice(0, PEOPLE)) {
      await this.ask(slug, 'customers.get', { id });
      await this.everyPage(slug, 'customers.timeline', { id, limit: 100 });
    }
  }

  private async collectGrids(slug: string): Promise<void> {
    // Money and orders happen in one period: they are asked for on it only.
    const criteriaOf = (measure: string) =>
      ['retained', 'customers'].includes(measure) ? ['on', 'on_or_after'] : ['on'];
    const specs = ways.flatMap((way) =>
      ['week', 'month'].flatMap((by) =>
        cohortMeasures.flatMap((measure) => criteriaOf(measure).map((criteria) => ({ ...way, by, measure, criteria }))),
      ),
    );
    for (const spec of specs) await this.ask(slug, 'cohorts.grid', spec);
    const daily = { by: 'day', measure: 'customers' };
    await this.ask(slug, 'cohorts.grid', daily);
    const { cohorts } = (await this.ask(slug, 'cohorts.grid', { by: 'month' })) as { cohorts: { start: string }[] };
    for (const { start } of cohorts.slice(0, 6))
      for (const side of ['in', 'out'])
        await this.ask(slug, 'cohorts.customers', { spec: { by: 'month' }, start, period: 1, side, limit: 200 });
  }

  private async collectLists(slug: string): Promise<string[]> {
    const orders = customerSorts.flatMap((sort) => [true, false].map((descending) => ({ sort, descending })));
    const pages: unknown[] = [];
    for (const order of orders) pages.push(...(await this.everyPage(slug, 'customers.list', { ...order, limit: 200 })));
    const ids = new Set(pages.flatMap((page) => (page as { rows: { id: string }[] }).rows.map(({ id }) => id)));
    return [...ids];
  }

  private async everyPage(slug: string, procedure: string, input: object): Promise<unknown[]> {
    const pages: unknown[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await this.ask(slug, procedure, { ...input, cursor });
      pages.push(page);
      // What is undefined comes as null.
      cursor = (page as { next?: string | null }).next ?? undefined;
    }
    return pages;
  }

  private async ask(slug: string, procedure: string, input?: object): Promise<unknown> {
    const query = input ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : '';
    const path = `/api/trpc/${slug}/${procedure}${query}`;
    const answer = await this.visitor.ask(path);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${procedure} of ${slug} answers ${answer.status}: ${text}`);
    this.bytes.set(path, text);
    return (JSON.parse(text) as { result: { data: { json: unknown } } }).result.data.json;
  }
}

/** Questions whose answers are not the same bytes, or that only one of the two has. */
export function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const questions = new Set([...before.keys(), ...after.keys()]);
  return [...questions].filter((question) => before.get(question) !== after.get(question));
}
