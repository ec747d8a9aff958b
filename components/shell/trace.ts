/** Where a number came from. Plain data, so that a server component, a query or a test can make one. */
export interface Trace {
  /** What the figure is: "July 2026, month 3, still paying". */
  title: string;
  /** As written on the page, all digits: "66.8 %". */
  value: string;
  interval?: TraceInterval;
  /** One sentence with the counts in it. */
  meaning?: string;
  /** The customers behind it, in one group or several ("Stayed 629", "Left 313"). */
  customers?: { heading: string; groups: TraceGroup[]; actions?: TraceAction[] };
  /** The statement that ran, as text with its bindings visible. */
  query?: { text: string; note?: string };
  /** Definition and version, source rows, method of the interval, computed when, where the same number stands. */
  facts: TraceFact[];
  /** The fit behind a modelled number: name, run, inputs, parameters. */
  model?: { name: string; facts: TraceFact[] };
  changes?: { when: string; what: string; why: string }[];
  /** Newer data has arrived since it was computed. */
  stale?: boolean;
}

export interface TraceInterval {
  estimate: number;
  low: number;
  high: number;
  /** "95 % interval 63.7 to 69.7". */
  words: string;
  /** Which colour the picture may take; see `toneOf`. */
  tone: 'good' | 'risk' | 'ink' | 'noise' | 'muted';
  reference?: { value: number; label: string };
}

export interface TraceFact {
  term: string;
  value: string;
  /** Muted, after the value: the version and its author. */
  note?: string;
  href?: string;
}

export interface TraceGroup {
  label: string;
  /** How many in all; the rows are the first few. */
  count: number;
  columns: { label: string; align?: 'right' }[];
  rows: { href?: string; cells: string[] }[];
  /** The full list. */
  href?: string;
}

export interface TraceAction {
  kind: 'segment' | 'campaign' | 'assign' | 'csv';
  label: string;
  href: string;
}

/** A trace at hand, or what is known at once and a way to load the rest. */
export type TraceSource = Trace | { title: string; value: string; load: () => Promise<Trace> };
