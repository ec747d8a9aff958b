export type BoundType = 'String' | 'Array(String)' | 'Float64' | 'Int64' | 'UInt16' | 'UInt32';

/** Values on their way into a statement: each gets a hole of its own, `{p0:String}`, and never becomes SQL. */
export interface Bindings {
  bind(type: BoundType, value: string | number | readonly string[]): string;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
}

/** The same value of the same type shares one hole, so that equal conditions are equal statements. */
export function createBindings(): Bindings {
  const values: Record<string, string | number | readonly string[]> = {};
  const holes = new Map<string, string>();
  return {
    values,
    bind(type, value) {
      const key = `${type} ${JSON.stringify(value)}`;
      const known = holes.get(key);
      if (known !== undefined) return known;
      const name = `p${holes.size}`;
      values[name] = value;
      const hole = `{${name}:${type}}`;
      holes.set(key, hole);
      return hole;
    },
  };
}
