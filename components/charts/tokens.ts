'use client';

import { useSyncExternalStore } from 'react';

/** The colours a canvas needs, by their names in tokens.css. */
const tokenNames = [
  'surface',
  'sunken',
  'grid',
  'axis',
  'text',
  'text-2',
  'muted',
  'accent',
  'good',
  'good-text',
  'risk',
  'risk-text',
  'watch',
  'watch-text',
  'noise',
  'hatch',
  'heat-3',
  'heat-4',
  'heat-6',
  'heat-8',
  'flow-new',
  'cat-1',
  'cat-2',
  'cat-3',
  'cat-4',
  'cat-5',
  'cat-6',
] as const;
export type TokenName = (typeof tokenNames)[number];

export type Tokens = Readonly<Record<TokenName, string>> & { font: string };

/** The same colour at another opacity, for #rrggbb and for functions such as oklch(). */
export function withAlpha(color: string, alpha: number): string {
  const hex = /^#([0-9a-f]{6})/i.exec(color);
  if (hex) {
    const byte = Math.round(alpha * 255);
    return `#${hex[1]}${byte.toString(16).padStart(2, '0')}`;
  }
  const call = /^([a-z]+)\(([^/)]+)(?:\/[^)]*)?\)$/i.exec(color.trim());
  return call ? `${call[1]}(${call[2]?.trim()} / ${alpha})` : color;
}

function read(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const colours = tokenNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return { ...Object.fromEntries(colours), font: getComputedStyle(document.body).fontFamily };
}

let current: Tokens | null = null;

function subscribe(changed: () => void): () => void {
  const refresh = () => {
    current = null;
    changed();
  };
  const attribute = new MutationObserver(refresh);
  attribute.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', refresh);
  return () => {
    attribute.disconnect();
    system.removeEventListener('change', refresh);
  };
}

function snapshot(): Tokens {
  current ??= read();
  return current;
}

/** Follows the theme. Only on the client: charts are not drawn on the server. */
export const useTokens = (): Tokens => useSyncExternalStore(subscribe, snapshot, snapshot);
