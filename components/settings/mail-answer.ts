/** The page's sentence: what needs someone first, else that all is well. */
export function mailAnswer(items: readonly { state: string }[]): { answer: string; next?: string } {
  const next =
    'An uncertain mail may have arrived: the mail server hung up before it answered. It is never sent again by itself.';
  const count = (state: string) => items.filter((item) => item.state === state).length;
  const [failed, uncertain] = [count('failed'), count('uncertain')];
  const waiting = count('planned') + count('claimed') + count('handing_over');
  const newest = items.length === 1 ? 'the only mail' : `the newest ${items.length} mails`;
  if (items.length === 0) return { answer: 'No mail was sent from this workspace yet.' };
  if (failed + uncertain > 0)
    return { answer: `Of ${newest}, ${failed} failed and ${uncertain} may have arrived.`, next };
  if (waiting > 0) return { answer: `Of ${newest}, ${waiting} still to be sent.`, next };
  return {
    answer: `${newest.charAt(0).toUpperCase()}${newest.slice(1)} ${items.length === 1 ? 'was' : 'were'} sent.`,
    next,
  };
}
