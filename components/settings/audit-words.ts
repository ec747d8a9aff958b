const verbs: Readonly<Record<string, string>> = {
  'workspaces.create': 'made the workspace',
  'workspaces.update': 'changed the workspace',
  'members.invite': 'invited someone',
  'members.revokeInvitation': 'withdrew an invitation',
  'members.acceptInvitation': 'accepted an invitation',
  'members.changeRole': 'changed a role',
  'members.remove': 'removed a member',
  'members.leave': 'left',
  'imports.create': 'brought in a file',
  'imports.start': 'started an import',
  'imports.done': 'finished an import',
  'imports.failed': 'gave up an import',
  'imports.cancel': 'cancelled an import',
  'imports.expire': 'cleared a file nobody imported',
  'sources.create': 'connected a source',
  'sources.update': 'changed a source',
  'sources.archive': 'archived a source',
  'sources.createWriteKey': 'made a write key',
  'sources.revokeWriteKey': 'revoked a write key',
  'customers.erase': 'erased a customer',
  'customers.merge': 'merged two customers',
  'clv.fit': 'fitted models of value',
  'clv.score': 'scored every customer',
  'segments.create': 'made a segment',
  'campaigns.create': 'drafted a campaign',
  'campaigns.launch': 'launched a campaign',
  'campaigns.stop': 'stopped a campaign',
  'campaigns.adopt_arms': 'read in the arms of a campaign',
  'samples.request_reset': 'asked for a fresh sample',
  'samples.reset': 'made the sample anew',
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
