'use client';

import { useState } from 'react';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { currencies } from '@/db/schema/currencies.constants';
import { FormProblem } from './form-parts';
import { slugOf } from './slug-of';
import { useSubmit } from './use-submit';

const units = [
  { value: 'people', label: 'People' },
  { value: 'accounts', label: 'Accounts' },
] as const;

/** What is asked here cannot be changed later without counting everything again, so it is said. */
export function WorkspaceForm({ timezones }: { timezones: readonly string[] }) {
  const client = useTRPCClient();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string>();
  const [count, setCount] = useState<'people' | 'accounts'>('people');
  const form = useSubmit(async ({ currency = 'USD', timezone = 'UTC' }) => {
    const made = await client.workspaces.create.mutate({ name, slug: slug ?? slugOf(name), count, currency, timezone });
    window.location.assign(`/${made.slug}`);
  });
  return (
    <form className="flex flex-col gap-5 rounded-md border border-border bg-surface p-5" onSubmit={form.onSubmit}>
      <FormProblem>{form.other('name', 'slug', 'currency', 'timezone')}</FormProblem>
      <Field label="Name" hint="Your company or product." error={form.of('name')}>
        <Input
          name="name"
          required
          maxLength={80}
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="Address" hint="Lower-case letters, digits and hyphens. It stays as it is." error={form.of('slug')}>
        <Input
          name="slug"
          required
          maxLength={48}
          pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
          value={slug ?? slugOf(name)}
          onChange={(event) => setSlug(event.target.value)}
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <span className="text-table font-medium">What is a customer?</span>
        <div>
          <Segmented label="What is a customer" options={units} value={count} onChange={setCount} />
        </div>
        <p className="text-small text-muted">
          {count === 'people'
            ? 'Each person counts: shops, apps, media.'
            : 'Each company counts, with its people as contacts: business software, services.'}
        </p>
      </div>
      <div className="grid gap-5 md:grid-cols-2">
        <Field label="Currency" hint="Money in others is kept and left out of sums." error={form.of('currency')}>
          <Select name="currency" defaultValue="USD" className="w-full">
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        </Field>
        <Field label="Time zone" hint="Days and months begin here." error={form.of('timezone')}>
          <Select name="timezone" defaultValue={browserZone(timezones)} className="w-full">
            {timezones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {form.isBusy ? 'Making it' : 'Make the workspace'}
        </Button>
        <span className="text-small text-muted">You become its owner.</span>
      </div>
    </form>
  );
}

const browserZone = (known: readonly string[]): string => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return known.includes(own) ? own : 'UTC';
};
