import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { root } from '../../server/processes/up/settings.mjs';

/**
 * A copy of the tracked tree, as it stands on disk, with a patch of tests/chaos/controls/ applied and built: the build
 * that a durability test must turn red on.
 * @param {string} control name of the patch without its ending
 * @param {{ pages?: boolean }} options `pages`: the Next app as well, not only the bundles of the processes
 * @returns {Promise<{ dir: string, remove: () => void }>}
 */
export async function buildBroken(control, { pages = false } = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), `holdfast-${control}-`));
  const remove = () => fs.rmSync(dir, { recursive: true, force: true });
  try {
    await copyTree(dir, pages);
    await must(
      'git',
      ['apply', '--whitespace=nowarn', path.join(root, 'tests/chaos/controls', `${control}.patch`)],
      dir,
    );
    await must(process.execPath, ['server/processes/up/build.mjs', ...(pages ? [] : ['--bundles'])], dir);
    return { dir, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function copyTree(dir, pages) {
  const { stdout } = await must('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  for (const file of stdout.split('\0').filter((name) => name && fs.existsSync(path.join(root, name))))
    fs.cpSync(path.join(root, file), path.join(dir, file));
  const packages = path.join(root, 'node_modules');
  // The page builder refuses packages outside the folder it builds; hard links are inside it and cost no space.
  if (pages) await must('cp', ['-al', packages, dir], root).catch(() => must('cp', ['-a', packages, dir], root));
  else fs.symlinkSync(packages, path.join(dir, 'node_modules'));
}

async function must(command, args, cwd) {
  const ran = await runProgram(command, args, { cwd });
  if (ran.code !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${ran.output}`);
  return ran;
}
