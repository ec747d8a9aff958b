/** Patterns that every SVG of the page can fill with: `url(#hatch)`. */
export function HatchDefs() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="5" stroke="var(--hatch)" strokeWidth="2" />
        </pattern>
      </defs>
    </svg>
  );
}
