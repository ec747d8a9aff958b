'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';

const surface =
  'fade-in z-50 min-w-44 max-w-80 rounded-md border border-border-strong bg-raised p-1 text-table shadow-mid';
const row =
  'flex min-h-[30px] cursor-default items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-hover data-disabled:text-muted max-md:min-h-10 [&_svg]:shrink-0';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
}

export function Menu({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={surface} align={align} side={side} sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  /** At the right end: a count, a key. */
  end?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({
  icon,
  end,
  danger,
  disabled,
  onSelect,
  children,
}: MenuItemProps & { onSelect: () => void }) {
  return (
    <Radix.Item className={cx(row, danger && 'text-risk-text')} disabled={disabled} onSelect={onSelect}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {end ? <span className="text-small text-muted">{end}</span> : null}
    </Radix.Item>
  );
}

export function MenuLink({ icon, end, href, children }: Omit<MenuItemProps, 'danger' | 'disabled'> & { href: string }) {
  return (
    <Radix.Item asChild>
      <Link href={href} className={row}>
        {icon}
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {end ? <span className="text-small text-muted">{end}</span> : null}
      </Link>
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-small text-muted">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}

interface MenuChoiceProps<V extends string> {
  value: V;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
  onChange: (value: V) => void;
}

/** One of several, with a tick at the current one. */
export function MenuChoice<V extends string>({ value, options, onChange }: MenuChoiceProps<V>) {
  return (
    <Radix.RadioGroup value={value}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={row}
          onSelect={() => onChange(option.value)}
        >
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <Radix.ItemIndicator>
            <Check className="icon-s text-accent-text" aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

interface MenuToggleProps {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** Any of several; the menu stays open. */
export function MenuToggle({ checked, disabled, onChange, children }: MenuToggleProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={cx(row, 'pl-7')}
    >
      <Radix.ItemIndicator className="-ml-5">
        <Check className="icon-s text-accent-text" aria-hidden />
      </Radix.ItemIndicator>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Radix.CheckboxItem>
  );
}
