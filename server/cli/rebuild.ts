import { listAllWorkspaces, rebuildWorkspace } from '@/server/features/facts';
import { type Command, parseCommand } from './command';
import { workerDeps } from './wait-until-visible';

export const rebuild: Command = {
  name: 'rebuild',
  usage: '[--workspace SLUG]',
  summary: 'build the analytics store anew from the record, one workspace or all',
  async run(args, { stores, progress }) {
    const { values } = parseCommand(args, [], { workspace: { type: 'string' } });
    const wanted =
      values.workspace === undefined
        ? await listAllWorkspaces(stores.system())
        : [(await stores.openWorkspace(values.workspace)).workspace];
    const workspaces: { slug: string; rows: number; seconds: number }[] = [];
    for (const workspace of wanted) {
      const { rows, seconds } = await rebuildWorkspace(workerDeps(stores), workspace);
      progress(`${workspace.slug}: ${rows} rows in ${seconds} s`);
      workspaces.push({ slug: workspace.slug, rows, seconds });
    }
    const rows = workspaces.reduce((sum, one) => sum + one.rows, 0);
    const seconds = Math.round(1000 * workspaces.reduce((sum, one) => sum + one.seconds, 0)) / 1000;
    return {
      json: { workspaces, rows, seconds },
      lines: [`${workspaces.length} workspaces, ${rows} rows, ${seconds} s.`],
    };
  },
};
