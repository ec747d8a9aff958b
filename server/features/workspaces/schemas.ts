import { z } from 'zod';
import { currencies } from '@/db/schema/currencies.constants';

export const counts = ['people', 'accounts'] as const;

const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/, {
    error: 'Use 1 to 48 lower-case letters, digits and inner hyphens.',
  })
  .refine((text) => !reservedSlugs.includes(text), { error: 'This name is reserved.' });

/** First path segments the app uses itself; a test compares them with app/. */
const reservedSlugs: readonly string[] = [
  'api',
  'v1',
  'sign-in',
  'sign-up',
  'sign-out',
  'forgot',
  'reset',
  'verify',
  'invitation',
  'outbox',
  'livez',
  'readyz',
  'statusz',
  'metrics',
  'docs',
  'account',
  'workspaces',
  'new',
  'unsubscribe',
  'survey',
  'public',
  'static',
];

const isTimezone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const createWorkspaceInput = z.object({
  slug,
  name: z.string().trim().min(1).max(80),
  count: z.enum(counts).default('people'),
  currency: z
    .string()
    .refine((code) => currencies.includes(code), { error: 'Use the ISO 4217 code of a currency in use, such as USD.' })
    .default('USD'),
  timezone: z.string().refine(isTimezone, { error: 'Use an IANA time zone such as Europe/London.' }).default('UTC'),
});
export type CreateWorkspaceInput = z.infer<typeof createWorkspaceInput>;

export const updateWorkspaceInput = z.object({ name: z.string().trim().min(1).max(80) });
export type UpdateWorkspaceInput = z.infer<typeof updateWorkspaceInput>;
