import { usualNeed } from '@/components/evidence/evidence';
import { formatCount } from '@/components/evidence/format';
import { roleWords } from '@/components/settings/role-words';
import { can, grantedTo, type Permission, type Role } from '@/server/auth/permissions';

export interface Step {
  id: 'workspace' | 'data' | 'cohort' | 'colleague';
  title: string;
  note: string;
  isDone: boolean;
  /** Absent when the role may not do it; then the note says who can. */
  action?: { label: string; href: string };
}

export interface FirstRunFacts {
  slug: string;
  workspace: { name: string; count: 'people' | 'accounts'; currency: string; timezone: string };
  role: Role;
  /** Rows a reader can see by now. */
  customers: number;
  isImporting: boolean;
  /** Size of the largest group of new customers that has a finished month after it. */
  readableCohort: number;
  members: number;
}

/** "Only owner, admin and analyst may do this." */
function who(permission: Permission): string {
  const labels = grantedTo(permission).map((role) => roleWords[role].label.toLowerCase());
  return `Only ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)} may do this.`;
}

function allowed(facts: FirstRunFacts, permission: Permission, label: string, path: string) {
  return can(facts.role, permission)
    ? { action: { label, href: `/${facts.slug}${path}` }, hint: '' }
    : { action: undefined, hint: ` ${who(permission)}` };
}

function dataStep(facts: FirstRunFacts): Step {
  const isDone = facts.customers > 0;
  const { action, hint } = allowed(facts, 'imports:write', isDone ? 'Open' : 'Bring in a file', '/data');
  const waiting = facts.isImporting
    ? 'A file is being read now. You can leave this page; the import goes on.'
    : 'A CSV with one row an order: who, when and how much. Or events, sent with a write key.';
  const note = isDone ? `${formatCount(facts.customers)} customers have arrived.` : `${waiting}${hint}`;
  return { id: 'data', title: 'Bring in what customers bought', note, isDone, action };
}

function cohortStep(facts: FirstRunFacts): Step {
  const isDone = facts.readableCohort >= usualNeed;
  const note = isDone
    ? 'It is said how many of a month’s new customers come back, and how sure that is.'
    : `Needs ${usualNeed} customers who first bought in one month, and the month after it over; the largest has ${formatCount(facts.readableCohort)}.`;
  const action = isDone ? { label: 'Open', href: `/${facts.slug}/cohorts` } : undefined;
  return { id: 'cohort', title: 'Read the first month of new customers', note, isDone, action };
}

function colleagueStep(facts: FirstRunFacts): Step {
  const isDone = facts.members > 1;
  const { action, hint } = allowed(facts, 'members:write', isDone ? 'Open' : 'Invite', '/settings/members');
  const note = isDone
    ? `${formatCount(facts.members)} people share this workspace.`
    : `Nobody else is in this workspace yet.${hint}`;
  return { id: 'colleague', title: 'Invite a colleague', note, isDone, action };
}

/** The way to a first answer, each step judged by what is really there. */
export function firstRunSteps(facts: FirstRunFacts): Step[] {
  const { workspace } = facts;
  const { action } = allowed(facts, 'workspace:write', 'Change', '/settings');
  return [
    {
      id: 'workspace',
      title: 'Name the workspace and what a customer is',
      note: `${workspace.name} counts ${workspace.count}, in ${workspace.currency}, ${workspace.timezone} time.`,
      isDone: true,
      action,
    },
    dataStep(facts),
    cohortStep(facts),
    colleagueStep(facts),
  ];
}
