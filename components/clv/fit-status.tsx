'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { Failed } from '@/components/ui/states';
import { toast } from '@/components/ui/toast';
import { fitSteps } from '@/db/schema/models.constants';
import type { FitView } from '@/server/features/clv';
import { fitWords, isUnderWay } from './fit-words';
import { useFit } from './use-fit';

/** How far a fit is, and why the last one failed; nothing once it is done. Read from the record, so a reload keeps it. */
export function FitStatus({ known, mayRun }: { known: FitView | null; mayRun: boolean }) {
  const trpc = useTRPC();
  const { fit, refresh } = useFit(known);
  // The rest of the page is read on the server: it follows when the fit has ended.
  const router = useRouter();
  const busy = isUnderWay(fit);
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) router.refresh();
    wasBusy.current = busy;
  }, [busy, router]);
  const cancel = useMutation(
    trpc.clv.cancelFit.mutationOptions({
      onSettled: refresh,
      onError: (error) => toast({ text: error.message, tone: 'failed' }),
    }),
  );
  if (fit?.state === 'failed') return <Failed>{fit.problem ?? ''}</Failed>;
  if (!fit || !busy) return null;
  return (
    <Panel title="The models are being fitted" sub={`${fit.input.calibrateUntil} is the last day they see`}>
      <div className="flex items-end gap-4" aria-live="polite">
        <div className="min-w-0 flex-1">
          <Progress
            label="Fitting the models"
            value={fit.stepsDone}
            total={fitSteps.length}
            done={fitWords(fit)}
            left={`${fit.stepsDone} of ${fitSteps.length} steps`}
          />
        </div>
        {mayRun ? (
          <Button
            size="small"
            variant="quiet"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate({ fitId: fit.id })}
          >
            Cancel
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}
