'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import { addressOf } from './cohort-address';

const written = (activity: string) =>
  activity === 'first_order' ? 'first order' : activity === 'any' ? 'anything' : activity;

/** By what a customer enters a cohort and by what they come back: an order, any activity, or an event by its name. */
export function EventPicker({ slug, spec }: { slug: string; spec: CohortSpec }) {
  const router = useRouter();
  const [start, setStart] = useState(spec.start);
  const [back, setBack] = useState(spec.return);
  return (
    <Popover
      label="Start and return"
      trigger={
        <Button className="max-md:hidden">
          {written(spec.start)} → <b className="font-semibold">{written(spec.return)}</b>
        </Button>
      }
    >
      <form
        className="flex w-[280px] flex-col gap-3 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          router.push(addressOf(slug, { ...spec, start: start || 'first_order', return: back || 'order' }));
        }}
      >
        <Field label="Customers enter with" hint="first_order, any, or the name of an event">
          <Input value={start} onChange={(event) => setStart(event.target.value)} />
        </Field>
        <Field label="They come back with" hint="order, any, or the name of an event">
          <Input value={back} onChange={(event) => setBack(event.target.value)} />
        </Field>
        <Button type="submit">Show</Button>
      </form>
    </Popover>
  );
}
