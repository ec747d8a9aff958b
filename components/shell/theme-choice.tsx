'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { MenuChoice, MenuLabel } from '@/components/ui/menu';
import { parseTheme, type Theme, themeCookie } from './theme';

const yearSeconds = 31_536_000;

function apply(theme: Theme): void {
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

const options = [
  { value: 'system', label: 'As the system', icon: <Monitor className="icon-s text-muted" aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun className="icon-s text-muted" aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon className="icon-s text-muted" aria-hidden /> },
] as const;

/** Part of the user menu. The page follows at once, the server from the next request. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() => parseTheme(document.documentElement.dataset['theme']));
  const choose = (next: Theme) => {
    apply(next);
    setTheme(next);
  };
  return (
    <>
      <MenuLabel>Appearance</MenuLabel>
      <MenuChoice value={theme} options={options} onChange={choose} />
    </>
  );
}
