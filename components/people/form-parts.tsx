'use client';

import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { shortestPassword } from '@/server/features/people/domain/password-rules';

interface PasswordFieldProps {
  name?: string;
  label?: string;
  /** A password that is being chosen gets its rules as a hint. */
  isNew?: boolean;
  error?: string | undefined;
  action?: ReactNode;
  autoFocus?: boolean;
}

export function PasswordField({
  name = 'password',
  label = 'Password',
  isNew,
  error,
  action,
  autoFocus,
}: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Field
      label={label}
      action={action}
      error={error}
      {...(isNew && { hint: `At least ${shortestPassword} characters; a few unrelated words are easiest to keep.` })}
    >
      <Input
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        autoFocus={autoFocus}
        end={
          <Button
            variant="quiet"
            size="small"
            iconOnly
            aria-label={isShown ? 'Hide the password' : 'Show the password'}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </Button>
        }
      />
    </Field>
  );
}

export function EmailField({
  value,
  error,
  autoFocus,
}: {
  value?: string;
  error?: string | undefined;
  autoFocus?: boolean;
}) {
  return (
    <Field label="E-mail" error={error}>
      <Input
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={value}
        autoFocus={autoFocus}
        maxLength={254}
      />
    </Field>
  );
}

/** What is wrong with the form as a whole. */
export function FormProblem({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-risk-line bg-risk-soft px-3 py-2 text-table text-risk-text"
    >
      <CircleAlert className="icon-s mt-[3px]" aria-hidden />
      <span>{children}</span>
    </p>
  );
}

export function SubmitButton({
  isBusy,
  children,
  busyWords,
}: {
  isBusy: boolean;
  children: ReactNode;
  busyWords: string;
}) {
  return (
    <Button type="submit" variant="primary" className="h-9 w-full" aria-disabled={isBusy} disabled={isBusy}>
      {isBusy ? busyWords : children}
    </Button>
  );
}
