import { formatCount, formatShare } from '@/components/evidence/format';

/** Some customers among all, to scale. */
export function ShareBar({ count, base, says = 'of everyone' }: { count: number; base: number; says?: string }) {
  if (base === 0) return null;
  const width = 248;
  const filled = count === 0 ? 0 : Math.max(3, (width * count) / base);
  return (
    <figure className="w-[248px] text-small text-muted">
      <div className="flex justify-between">
        <span className="font-semibold text-accent-text">{formatCount(count)}</span>
        <span>{formatCount(base)}</span>
      </div>
      <svg viewBox={`0 0 ${width} 10`} className="my-1 block h-2.5 w-full" aria-hidden>
        <rect width={width} height="10" rx="2" className="fill-sunken" />
        <rect width={filled} height="10" rx="2" className="fill-accent" />
      </svg>
      <figcaption>
        {formatShare(count / base, { n: base })} {says}
      </figcaption>
    </figure>
  );
}
