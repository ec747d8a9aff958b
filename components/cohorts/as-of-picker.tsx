'use client';

import { CalendarDays } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import type { CohortSpec } from '@/server/features/cohorts/schemas';
import { addressOf } from './cohort-address';

interface AsOfPickerProps {
  slug: string;
  spec: CohortSpec;
  asOf: string;
  label: string;
}

/** The day the grid is drawn for. Without a choice it is today, or the day of the newest record where only files came. */
export function AsOfPicker({ slug, spec, asOf, label }: AsOfPickerProps) {
  const router = useRouter();
  const [day, setDay] = useState(asOf);
  return (
    <Popover
      label="As of"
      trigger={
        <Button>
          <CalendarDays aria-hidden /> {label}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-3 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          router.push(addressOf(slug, { ...spec, at: day || undefined }));
        }}
      >
        <Field label="As of" hint="Nothing after this day is counted">
          <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <span className="flex justify-end gap-2">
          <Button variant="quiet" onClick={() => router.push(addressOf(slug, { ...spec, at: undefined }))}>
            Newest
          </Button>
          <Button type="submit">Show</Button>
        </span>
      </form>
    </Popover>
  );
}
