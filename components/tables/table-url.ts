import { createParser } from 'nuqs';

export interface Sort {
  id: string;
  desc: boolean;
}

const id = /^[\w-]{1,40}$/;

/** sort=spend.desc,name.asc */
export const parseSorts = (text: string): Sort[] =>
  text.split(',').flatMap((part) => {
    const [name = '', direction] = part.split('.');
    return id.test(name) && (direction === 'asc' || direction === 'desc')
      ? [{ id: name, desc: direction === 'desc' }]
      : [];
  });
export const writeSorts = (sorts: readonly Sort[]): string =>
  sorts.map((sort) => `${sort.id}.${sort.desc ? 'desc' : 'asc'}`).join(',');

/** hide=email,country */
export const parseIds = (text: string): string[] => text.split(',').filter((part) => id.test(part));
export const writeIds = (ids: readonly string[]): string => ids.join(',');

const widest = 900;
const narrowest = 56;

/** w=name:240,spend:120; widths outside 56 to 900 px are dropped. */
export const parseWidths = (text: string): Record<string, number> =>
  Object.fromEntries(
    text.split(',').flatMap((part) => {
      const [name = '', width = ''] = part.split(':');
      const px = Number(width);
      return id.test(name) && Number.isInteger(px) && px >= narrowest && px <= widest ? [[name, px] as const] : [];
    }),
  );
export const writeWidths = (widths: Readonly<Record<string, number>>): string =>
  Object.entries(widths)
    .map(([name, px]) => `${name}:${Math.round(px)}`)
    .join(',');

/** f=country:GB,channel:paid%20search */
export const parseFilters = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((part) => {
      const at = part.indexOf(':');
      const [name, value] = [part.slice(0, at), part.slice(at + 1)];
      return at > 0 && id.test(name) && value !== '' ? [[name, decodeFilter(value)] as const] : [];
    }),
  );
export const writeFilters = (filters: Readonly<Record<string, string>>): string =>
  Object.entries(filters)
    .map(([name, value]) => `${name}:${encodeURIComponent(value)}`)
    .join(',');

/** A broken escape in a hand-written address is taken as it stands. */
function decodeFilter(value: string): string {
  return /%(?![0-9a-f]{2})/i.test(value) ? value : decodeURIComponent(value);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export const asSorts = createParser<Sort[]>({ parse: parseSorts, serialize: writeSorts, eq: same });
export const asIds = createParser<string[]>({ parse: parseIds, serialize: writeIds, eq: same });
export const asWidths = createParser<Record<string, number>>({ parse: parseWidths, serialize: writeWidths, eq: same });
export const asFilters = createParser<Record<string, string>>({
  parse: parseFilters,
  serialize: writeFilters,
  eq: same,
});
