const browsers: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Headless)?Chrom(e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [pattern: RegExp, name: string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bLinux\b/, 'Linux'],
];

const found = (table: typeof browsers, userAgent: string) => table.find(([pattern]) => pattern.test(userAgent))?.[1];

/** "Firefox on Linux"; what cannot be told is named as it came. */
export function deviceWords(userAgent: string): string {
  const [browser, system] = [found(browsers, userAgent), found(systems, userAgent)];
  if (browser && system) return `${browser} on ${system}`;
  return (browser ?? system ?? userAgent.split(/[\s/]/)[0]) || 'unknown browser';
}
