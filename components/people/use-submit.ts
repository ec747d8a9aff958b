'use client';

import { TRPCClientError } from '@trpc/client';
import { type FormEvent, useState } from 'react';

interface Problem {
  message: string;
  /** The field the message belongs to, where there is one. */
  field: string | undefined;
}

const words = (error: unknown): Problem => {
  if (!(error instanceof TRPCClientError)) return { message: 'This did not work. Try again.', field: undefined };
  const details = (error.data as { details?: { field?: unknown } } | null)?.details;
  const field = typeof details?.field === 'string' ? details.field : undefined;
  if (!error.data) return { message: 'Holdfast cannot be reached. Try again.', field };
  return { message: error.message, field };
};

export interface Submission {
  isBusy: boolean;
  problem: Problem | undefined;
  /** The message for one field. */
  of(field: string): string | undefined;
  /** The message that belongs to no field of this form. */
  other(...fields: string[]): string | undefined;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
}

/** A form that calls procedures: busy while they run, then done or a problem in words. */
export function useSubmit(submit: (fields: Record<string, string>) => Promise<void>): Submission {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (form: HTMLFormElement) => {
    setBusy(true);
    setProblem(undefined);
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    try {
      await submit(fields);
    } catch (error) {
      const found = words(error);
      setProblem(found);
      if (found.field) form.querySelector<HTMLElement>(`[name="${found.field}"]`)?.focus();
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    problem,
    of: (field) => (problem?.field === field ? problem.message : undefined),
    other: (...fields) => (problem && !fields.includes(problem.field ?? '') ? problem.message : undefined),
    onSubmit: (event) => {
      event.preventDefault();
      void run(event.currentTarget);
    },
  };
}
