import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { can, grantedTo, type Permission } from './permissions';

/** First line of every verb of a workspace. Jobs and commands act as the system: the operator owns the machine. */
export function requirePermission(ctx: Pick<ServiceContext, 'actor'>, permission: Permission): void {
  if (ctx.actor.kind !== 'person' || can(ctx.actor.role, permission)) return;
  throw new AppError('forbidden', `This needs one of these roles: ${grantedTo(permission).join(', ')}.`, {
    permission,
    grantedTo: grantedTo(permission),
  });
}
