'use client';

import { Check, ChevronDown, CircleAlert, Minus } from 'lucide-react';
import { type ComponentProps, createContext, type ReactNode, useContext, useEffect, useId, useRef } from 'react';
import { cx } from './cx';

interface FieldState {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldState | null>(null);

export interface FieldProps {
  label: ReactNode;
  /** What to know before typing. */
  hint?: ReactNode;
  /** What is wrong, with the correction. */
  error?: string | undefined;
  /** At the right of the label, e.g. a "Forgot it" link. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Label, one control, hint and error. The control inside finds its id and its description here. */
export function Field({ label, hint, error, action, className, children }: FieldProps) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3 text-table">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {action}
      </div>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>{children}</FieldContext>
      {error ? (
        <p id={`${id}-error`} className="text-small text-risk-text" role="alert">
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function useField(invalid: boolean | undefined, id: string | undefined) {
  const field = useContext(FieldContext);
  const isInvalid = invalid ?? field?.invalid ?? false;
  return {
    isInvalid,
    attributes: { id: id ?? field?.id, 'aria-describedby': field?.describedBy, 'aria-invalid': isInvalid || undefined },
  };
}

const frame =
  'w-full rounded-md border bg-surface text-table shadow-none transition-colors duration-(--fast) disabled:bg-sunken disabled:text-muted';
const edge = (invalid: boolean) => (invalid ? 'border-risk' : 'border-control hover:border-muted');

interface InputProps extends ComponentProps<'input'> {
  invalid?: boolean;
  /** 28 px instead of 32. */
  small?: boolean;
  /** A control at the right end, inside the frame: show the password, clear the search. */
  end?: ReactNode;
}

export function Input({ invalid, small, end, className, id, ...rest }: InputProps) {
  const { isInvalid, attributes } = useField(invalid, id);
  return (
    <span className={cx('relative flex w-full', className)}>
      <input
        {...attributes}
        {...rest}
        className={cx(
          frame,
          edge(isInvalid),
          small ? 'h-7 px-2' : 'h-8 px-2.5',
          'max-md:h-10',
          Boolean(end) || isInvalid ? 'pr-9' : undefined,
        )}
      />
      <span className="absolute inset-y-0 right-1 flex items-center">
        {isInvalid && !end ? <CircleAlert className="icon-s mr-1.5 text-risk" aria-hidden /> : end}
      </span>
    </span>
  );
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'size'> {
  invalid?: boolean;
  small?: boolean;
}

export function Select({ invalid, small, className, id, children, ...rest }: SelectProps) {
  const { isInvalid, attributes } = useField(invalid, id);
  return (
    <span className={cx('relative inline-flex', className)}>
      <select
        {...attributes}
        {...rest}
        className={cx(frame, edge(isInvalid), small ? 'h-7 pl-2' : 'h-8 pl-2.5', 'appearance-none pr-7 max-md:h-10')}
      >
        {children}
      </select>
      <ChevronDown
        className="icon-s pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-muted"
        aria-hidden
      />
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** Visible text. Without it give an `aria-label`. */
  label?: ReactNode;
  indeterminate?: boolean;
}

export function Checkbox({ label, indeterminate = false, className, ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const Mark = indeterminate ? Minus : Check;
  return (
    <label className={cx('inline-flex items-start gap-2 text-table', className)}>
      <span className="relative mt-0.5 inline-grid size-4 shrink-0 place-items-center">
        <input
          {...rest}
          ref={ref}
          type="checkbox"
          className="peer size-4 appearance-none rounded-sm border border-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-60"
        />
        <Mark
          className="pointer-events-none absolute hidden size-3 stroke-[2.4] text-on-accent peer-checked:block peer-indeterminate:block"
          aria-hidden
        />
      </span>
      {label}
    </label>
  );
}
