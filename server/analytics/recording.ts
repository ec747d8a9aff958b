import { bindQuerier, type Querier } from './querier';

/** One question as it would have been asked, its workspace among the parameters. */
export interface AskedQuestion {
  name: string;
  sql: string;
  params: Record<string, unknown>;
}

export interface RecordingQuerier extends Querier {
  asked: AskedQuestion[];
}

/** For unit tests of verbs: records questions instead of asking them; `answers` holds raw rows by question name. */
export function createRecordingQuerier(workspaceNo: number, answers: Record<string, unknown[]> = {}): RecordingQuerier {
  const asked: AskedQuestion[] = [];
  const answer = ({ name, sql, params }: AskedQuestion): unknown[] => {
    asked.push({ name, sql, params });
    return answers[name] ?? [];
  };
  const querier = bindQuerier(
    {
      rows: async (ask) => answer(ask),
      async *stream(ask) {
        yield* answer(ask);
      },
    },
    workspaceNo,
  );
  return { ...querier, asked };
}
