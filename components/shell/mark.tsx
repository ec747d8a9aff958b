/** The sign of Holdfast: two posts and what holds them. */
export function Mark({ className = 'size-5' }: { className?: string }) {
  return (
    <svg className={`${className} shrink-0`} viewBox="0 0 20 20" aria-hidden>
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <path
        d="M6 4.6v10.8M14 4.6v10.8M6 12.4c2.2 0 2-4.8 4-4.8s1.8 4.8 4 4.8"
        className="fill-none stroke-on-accent"
        strokeWidth={1.9}
        strokeLinecap="round"
      />
    </svg>
  );
}
