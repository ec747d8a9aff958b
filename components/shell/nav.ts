import {
  Database,
  FlaskConical,
  Gem,
  Grid3x3,
  House,
  ListChecks,
  type LucideIcon,
  Shapes,
  SlidersHorizontal,
  TrendingDown,
  Users,
} from 'lucide-react';
import { can, type Permission, type Role } from '@/server/auth/permissions';

/** One entry per page that exists, in the order of the chain: a link here is never dead. */
export interface NavItem {
  id: string;
  label: string;
  /** After /{workspace}; empty for Home. */
  path: string;
  icon: LucideIcon;
  /** Pressed after G. */
  key: string;
  /** Links of one group stand together, with a line between groups. */
  group: 'home' | 'understand' | 'predict' | 'act' | 'run';
  permission: Permission;
  /** Has a place in the phone's bottom bar (four at most; the fifth is More). */
  tab?: boolean;
}

export const navItems: readonly NavItem[] = [
  {
    id: 'home',
    label: 'Home',
    path: '',
    icon: House,
    key: 'h',
    group: 'home',
    permission: 'workspace:read',
    tab: true,
  },
  {
    id: 'customers',
    label: 'Customers',
    path: '/customers',
    icon: Users,
    key: 'c',
    group: 'understand',
    permission: 'customers:read',
    tab: true,
  },
  {
    id: 'segments',
    label: 'Segments',
    path: '/segments',
    icon: Shapes,
    key: 'e',
    group: 'understand',
    permission: 'segments:read',
  },
  {
    id: 'cohorts',
    label: 'Cohorts',
    path: '/cohorts',
    icon: Grid3x3,
    key: 'o',
    group: 'understand',
    permission: 'cohorts:read',
  },
  {
    id: 'value',
    label: 'Value',
    path: '/value',
    icon: Gem,
    key: 'v',
    group: 'predict',
    permission: 'clv:read',
  },
  {
    id: 'risk',
    label: 'Risk',
    path: '/risk',
    icon: TrendingDown,
    key: 'r',
    group: 'predict',
    permission: 'churn:read',
  },
  {
    id: 'campaigns',
    label: 'Campaigns',
    path: '/campaigns',
    icon: FlaskConical,
    key: 'p',
    group: 'act',
    permission: 'campaigns:read',
    tab: true,
  },
  {
    id: 'queue',
    label: 'Queue',
    path: '/queue',
    icon: ListChecks,
    key: 'q',
    group: 'act',
    permission: 'queue:read',
    tab: true,
  },
  { id: 'data', label: 'Data', path: '/data', icon: Database, key: 'd', group: 'run', permission: 'sources:read' },
  {
    id: 'settings',
    label: 'Settings',
    path: '/settings',
    icon: SlidersHorizontal,
    key: 's',
    group: 'run',
    permission: 'workspace:read',
  },
];

export const navFor = (role: Role): NavItem[] => navItems.filter((item) => can(role, item.permission));

export const navHref = (slug: string, item: NavItem): string => `/${slug}${item.path}`;

/** The page a path belongs to: /acme/customers/42 is Customers, /acme is Home. */
export function currentNav(pathname: string, slug: string): NavItem | undefined {
  const rest = pathname.slice(slug.length + 1);
  const home = navItems.find((item) => item.path === '');
  return (
    navItems.find((item) => item.path !== '' && (rest === item.path || rest.startsWith(`${item.path}/`))) ??
    (rest === '' || rest === '/' ? home : undefined)
  );
}
