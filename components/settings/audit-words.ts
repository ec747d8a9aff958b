const verbs: Readonly<Record<string, string>> = {
  'workspaces.create': 'made the workspace',
  'workspaces.update': 'changed the workspace',
  'members.invite': 'invited someone',
  'members.revokeInvitation': 'withdrew an invitation',
  'members.acceptInvitation': 'accepted an invitation',
  'members.changeRole': 'changed a role',
  'members.remove': 'removed a member',
  'members.leave': 'left',
  'keys.rotate': 'sealed the secrets with a new key',
};

/** What was done, in words; a verb without words of its own is shown as it stands in the log. */
export const verbInWords = (verb: string): string => verbs[verb] ?? verb;

/** Who did it: a member by name, a person who left, a job or a command. */
export function actorInWords(actor: string, name: string | undefined): string {
  if (name) return name;
  const [kind, rest = ''] = actor.split(/:(.*)/s);
  if (kind === 'person') return 'a former member';
  return kind === 'command' ? `the command “${rest}”` : `the job “${rest}”`;
}
