'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';

export interface FitPeriods {
  first: string;
  last: string;
  calibrateUntil: string;
  /** Empty: nothing is held out. */
  holdoutUntil: string;
}

/** Which days the models are fitted to and which they are tested on; starts the fit. */
export function FitForm({ periods, isFirst }: { periods: FitPeriods; isFirst: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [calibrateUntil, setCalibrateUntil] = useState(periods.calibrateUntil);
  const [holdoutUntil, setHoldoutUntil] = useState(periods.holdoutUntil);
  const fit = useMutation(trpc.clv.fit.mutationOptions({ onSuccess: () => router.refresh() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fit.mutate({ calibrateUntil, holdoutUntil: holdoutUntil || undefined });
  };
  return (
    <Popover
      label="Days to fit and to test on"
      align="end"
      trigger={<Button variant="primary">{isFirst ? 'Fit the models' : 'Fit again'}</Button>}
    >
      <form className="flex w-[300px] flex-col gap-3 p-3" onSubmit={submit}>
        <Field label="Fitted up to" hint={`Purchases begin on ${periods.first}`}>
          <Input
            type="date"
            value={calibrateUntil}
            min={periods.first}
            max={periods.last}
            required
            onChange={(event) => setCalibrateUntil(event.target.value)}
          />
        </Field>
        <Field
          label="Tested up to"
          hint={`Held out; the newest purchase is of ${periods.last}`}
          error={fit.error?.message}
        >
          <Input type="date" value={holdoutUntil} onChange={(event) => setHoldoutUntil(event.target.value)} />
        </Field>
        <Button type="submit" disabled={fit.isPending}>
          {fit.isPending ? 'Fitting four models…' : 'Fit and test'}
        </Button>
      </form>
    </Popover>
  );
}
