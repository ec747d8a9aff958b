'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import type { RouterOutputs } from '@/components/shell/api-types';
import type { Stream } from '@/db/schema/ingest.constants';
import { type AskedMapping, askedOf, type Choices, choicesFrom, choicesOf, missingFields } from './mapping-choices';

export type Preview = RouterOutputs['imports']['preview'];

export interface Mapping {
  asked: AskedMapping;
  choices: Choices;
  /** Fields that have the same value in every row. */
  values: Choices;
  missing: string[];
  /** The first rows under what is chosen now. */
  preview: Preview;
  /** They are being judged anew. */
  isJudging: boolean;
  choose: (column: string, field: string) => void;
  give: (field: string, value: string | undefined) => void;
}

/** What is chosen for a file, beginning with the guesses or with how it was tried, and its first rows judged by it. */
export function useMapping(first: Preview, stream: Stream): Mapping {
  const trpc = useTRPC();
  const tried = first.tried ? choicesFrom(first.columns, first.tried) : { choices: {}, values: {} };
  const [changed, setChanged] = useState<Choices>(tried.choices);
  const [values, setValues] = useState<Choices>(tried.values);
  const choices = choicesOf(first.columns, changed);
  const asked = askedOf(choices, values);
  const isPlain = Object.keys(changed).length === 0 && Object.keys(values).length === 0;
  const judged = useQuery(
    trpc.imports.preview.queryOptions(
      { importId: first.import.id, stream, mapping: asked },
      { enabled: !isPlain, placeholderData: keepPreviousData },
    ),
  );
  return {
    asked,
    choices,
    values,
    missing: missingFields(first, asked),
    preview: isPlain ? first : (judged.data ?? first),
    isJudging: !isPlain && (judged.isPlaceholderData || judged.isPending),
    choose: (column, field) => setChanged({ ...changed, [column]: field }),
    give: (field, value) => {
      const { [field]: _, ...others } = values;
      setValues(value === undefined ? others : { ...values, [field]: value });
    },
  };
}
