'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import type { FitView } from '@/server/features/clv';
import { isUnderWay } from './fit-words';
import { useFit } from './use-fit';

export interface FitPeriods {
  first: string;
  last: string;
  calibrateUntil: string;
  /** Empty: nothing is held out. */
  holdoutUntil: string;
}

interface FitFormProps {
  periods: FitPeriods;
  isFirst: boolean;
  /** The fit that was asked for last, as the page was made. */
  known: FitView | null;
}

/** Which days the models are fitted to and which they are tested on; asks for the fit. */
export function FitForm({ periods, isFirst, known }: FitFormProps) {
  const trpc = useTRPC();
  const { fit, refresh } = useFit(known);
  const [calibrateUntil, setCalibrateUntil] = useState(periods.calibrateUntil);
  const [holdoutUntil, setHoldoutUntil] = useState(periods.holdoutUntil);
  const request = useMutation(trpc.clv.requestFit.mutationOptions({ onSettled: refresh }));
  const busy = request.isPending || isUnderWay(fit);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate({ calibrateUntil, holdoutUntil: holdoutUntil || undefined });
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
          error={request.error?.message}
        >
          <Input type="date" value={holdoutUntil} onChange={(event) => setHoldoutUntil(event.target.value)} />
        </Field>
        <Button type="submit" disabled={busy}>
          {busy ? 'Fitting four models…' : 'Fit and test'}
        </Button>
      </form>
    </Popover>
  );
}
