/** The page's sentence: what needs someone first, else that all is well. */
export function mailAnswer(items: readonly { state: string }[]): { answer: string; next: string } {
  const next =
    'An uncertain mail may have arrived: the mail server hung up before it answered. It is never sent again by itself.';
  const count = (state: string) => items.filter((item) => item.state === state).length;
  const [failed, uncertain] = [count('failed'), count('uncertain')];
  const waiting = count('planned') + count('claimed') + count('handing_over');
  if (items.length === 0) return { answer: 'No mail was sent from this workspace yet.', next };
  if (failed + uncertain > 0)
    return { answer: `Of the newest ${items.length} mails ${failed} failed and ${uncertain} are uncertain.`, next };
  if (waiting > 0) return { answer: `Of the newest ${items.length} mails ${waiting} wait to be sent.`, next };
  return {
    answer: items.length === 1 ? 'The only mail was sent.' : `All of the newest ${items.length} mails were sent.`,
    next,
  };
}
