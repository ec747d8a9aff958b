'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { lazy, type ReactNode, Suspense } from 'react';
import { cx } from './cx';
import { useMenuKit } from './overlays/menu-kit';
import { useArmed } from './overlays/use-armed';
import type { MenuProps } from './overlays/menu-view';

const row =
  'flex min-h-[30px] cursor-default items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-hover data-disabled:text-muted max-md:min-h-10 [&_svg]:shrink-0';

const load = () => import('./overlays/menu-view');
const MenuView = lazy(() => load().then((file) => ({ default: file.MenuView })));

/** A button with a menu behind it. The menu's code comes with the first use. */
export function Menu(props: MenuProps) {
  const { armed, plain } = useArmed(props.trigger, 'menu', load);
  return <Suspense fallback={plain}>{armed ? <MenuView {...props} /> : plain}</Suspense>;
}

interface MenuItemProps {
  icon?: ReactNode;
  /** At the right end: a count, a key. */
  end?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

function Line({ icon, end, children }: Pick<MenuItemProps, 'icon' | 'end' | 'children'>) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {end ? <span className="text-small text-muted">{end}</span> : null}
    </>
  );
}

export function MenuItem({ danger, disabled, onSelect, ...line }: MenuItemProps & { onSelect: () => void }) {
  const { Item } = useMenuKit();
  return (
    <Item className={cx(row, danger && 'text-risk-text')} disabled={disabled} onSelect={onSelect}>
      <Line {...line} />
    </Item>
  );
}

export function MenuLink({ href, ...line }: Omit<MenuItemProps, 'danger' | 'disabled'> & { href: string }) {
  const { Item } = useMenuKit();
  return (
    <Item asChild>
      <Link href={href} prefetch={false} className={row}>
        <Line {...line} />
      </Link>
    </Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const { Label } = useMenuKit();
  return <Label className="px-2 pt-1.5 pb-1 text-small text-muted">{children}</Label>;
}

export function MenuLine() {
  const { Separator } = useMenuKit();
  return <Separator className="-mx-1 my-1 h-px bg-border" />;
}

interface MenuChoiceProps<V extends string> {
  value: V;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
  onChange: (value: V) => void;
}

/** One of several, with a tick at the current one. */
export function MenuChoice<V extends string>({ value, options, onChange }: MenuChoiceProps<V>) {
  const { RadioGroup, RadioItem, ItemIndicator } = useMenuKit();
  return (
    <RadioGroup value={value}>
      {options.map((option) => (
        <RadioItem key={option.value} value={option.value} className={row} onSelect={() => onChange(option.value)}>
          <Line icon={option.icon}>{option.label}</Line>
          <ItemIndicator>
            <Check className="icon-s text-accent-text" aria-hidden />
          </ItemIndicator>
        </RadioItem>
      ))}
    </RadioGroup>
  );
}
