import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cx } from './cx';

export interface ButtonLook {
  /** One primary button per page, drawer or dialog. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'medium' | 'small';
  /** A square button that holds one icon; give it an `aria-label`. */
  iconOnly?: boolean;
}

const variants = {
  primary: 'border-accent bg-accent text-on-accent shadow-low hover:border-accent-hover hover:bg-accent-hover',
  secondary: 'border-border-strong bg-surface shadow-low hover:bg-sunken [&_svg]:text-muted',
  quiet: 'border-transparent text-text-2 hover:bg-hover hover:text-text [&_svg]:text-muted',
  danger: 'border-border-strong bg-surface text-risk-text shadow-low hover:border-risk-line hover:bg-risk-soft',
};
const off = 'border-border-strong bg-sunken text-muted cursor-default';
const sizes = { medium: 'h-8 max-md:h-10 text-table', small: 'h-7 max-md:h-9 text-small' };
const paddings = { medium: 'px-3', small: 'px-[9px]' };
const squares = { medium: 'w-8 max-md:w-10', small: 'w-7 max-md:w-9' };

export function buttonClass(
  { variant = 'secondary', size = 'medium', iconOnly = false }: ButtonLook,
  disabled = false,
): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap',
    'transition-colors duration-(--fast) [&_svg]:size-3.5 [&_svg]:shrink-0',
    disabled ? off : variants[variant],
    sizes[size],
    iconOnly ? squares[size] : paddings[size],
  );
}

type ButtonProps = ButtonLook & ComponentProps<'button'>;

export function Button({ variant, size, iconOnly, className, type = 'button', ...rest }: ButtonProps) {
  const look = buttonClass({ variant, size, iconOnly }, Boolean(rest.disabled));
  return <button type={type} className={cx(look, className)} {...rest} />;
}

type ButtonLinkProps = ButtonLook & ComponentProps<typeof Link>;

/** A link that looks like a button: for going somewhere, not for doing something. */
export function ButtonLink({ variant, size, iconOnly, className, ...rest }: ButtonLinkProps) {
  return <Link className={cx(buttonClass({ variant, size, iconOnly }), className)} {...rest} />;
}
