import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifiedPerson } from '@/server/features/people';
import { type Answer, type Browser, type TestWeb, testWeb, tokenIn } from '@/tests/support/web';

const password = 'seven green kettles';
let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

let made = 0;
async function signedIn(name: string): Promise<{ email: string; id: string; browser: Browser }> {
  made += 1;
  const email = `${name}-${made}@members.example`;
  const { id } = await createVerifiedPerson(web.runtime, { email, name, password });
  const browser = web.browser({ address: `203.0.113.${made}` });
  await browser.signIn(email, password);
  return { email, id, browser };
}

async function workspaceOf(owner: Browser): Promise<string> {
  made += 1;
  const slug = `members-${process.pid}-${made}`;
  expect(await owner.mutate('workspaces.create', { slug, name: 'Kettles', currency: 'EUR' })).toMatchObject({
    ok: true,
  });
  return slug;
}

async function join(slug: string, inviter: Browser, role: string) {
  const member = await signedIn(role);
  expect(await inviter.mutate('members.invite', { email: member.email, role }, slug)).toMatchObject({ ok: true });
  const token = tokenIn((await web.mailsTo(member.email)).at(-1));
  expect(await member.browser.mutate('members.acceptInvitation', { token })).toEqual({
    ok: true,
    data: { slug, role },
  });
  return member;
}

const data = <T>(answer: Answer): T => {
  if (!answer.ok) throw new Error(answer.message);
  return answer.data as T;
};

describe('workspaces', () => {
  test('a person has several, each with a role; a foreign one does not exist', async () => {
    const [ada, ben] = [await signedIn('ada'), await signedIn('ben')];
    const first = await workspaceOf(ada.browser);
    const second = await workspaceOf(ada.browser);
    const theirs = await workspaceOf(ben.browser);
    const list = data<{ slug: string; role: string }[]>(await ada.browser.query('workspaces.list'));
    expect(list.map(({ slug, role }) => ({ slug, role }))).toEqual(
      [first, second].map((slug) => ({ slug, role: 'owner' })),
    );
    expect(await ada.browser.query('workspaces.get', undefined, second)).toMatchObject({
      data: { slug: second, currency: 'EUR', role: 'owner' },
    });
    const foreign = await ada.browser.query('workspaces.get', undefined, theirs);
    const none = await ada.browser.query('workspaces.get', undefined, 'no-such-workspace');
    expect(foreign).toMatchObject({ ok: false, reason: 'not_found' });
    expect(foreign).toEqual(none);
    expect(await ben.browser.mutate('workspaces.create', { slug: first, name: 'Taken' })).toMatchObject({
      reason: 'conflict',
      details: { field: 'slug' },
    });
    expect(await ada.browser.mutate('workspaces.update', { name: 'Renamed' }, first)).toMatchObject({ ok: true });
  });

  test('two makers of one address at once: one gets it, the other a conflict', async () => {
    const [ada, ben] = [await signedIn('ada'), await signedIn('ben')];
    const slug = `race-${process.pid}`;
    const answers = await Promise.all(
      [ada, ben, ada, ben, ada, ben].map(({ browser }) => browser.mutate('workspaces.create', { slug, name: 'Race' })),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).toHaveLength(5);
    for (const answer of refused) expect(answer).toMatchObject({ reason: 'conflict', details: { field: 'slug' } });
  });
});

describe('invitations', () => {
  test('make a new person a member with a password of their own', async () => {
    const ada = await signedIn('ada');
    const slug = await workspaceOf(ada.browser);
    const email = 'brand-new@members.example';
    await ada.browser.mutate('members.invite', { email, role: 'csm' }, slug);
    const token = tokenIn((await web.mailsTo(email)).at(-1));
    const browser = web.browser();
    expect(await browser.query('members.previewInvitation', { token })).toEqual({
      ok: true,
      data: { workspaceName: 'Kettles', email, role: 'csm', state: 'open', hasAccount: false },
    });
    expect(await browser.mutate('members.join', { token, name: 'Brand New', password })).toMatchObject({
      data: { slug, email },
    });
    expect(await browser.signIn(email, password)).toBeUndefined();
    expect(await browser.query('workspaces.get', undefined, slug)).toMatchObject({ data: { role: 'csm' } });
    expect(await browser.mutate('members.join', { token, name: 'Again', password })).toMatchObject({
      reason: 'precondition',
    });
  });

  test('are for the address they were mailed to, until they are withdrawn, replaced or too old', async () => {
    const [ada, eve] = [await signedIn('ada'), await signedIn('eve')];
    const slug = await workspaceOf(ada.browser);
    const invite = async (email: string) => {
      await ada.browser.mutate('members.invite', { email, role: 'viewer' }, slug);
      return tokenIn((await web.mailsTo(email)).at(-1));
    };
    const token = await invite('someone-else@members.example');
    expect(await eve.browser.mutate('members.acceptInvitation', { token })).toMatchObject({ reason: 'forbidden' });
    const first = await invite(eve.email);
    const second = await invite(eve.email);
    expect(await eve.browser.mutate('members.acceptInvitation', { token: first })).toMatchObject({
      details: { state: 'revoked' },
    });
    const open = data<{ id: string; email: string }[]>(await ada.browser.query('members.invitations', undefined, slug));
    const own = open.filter((invitation) => invitation.email === eve.email);
    expect(own).toHaveLength(1);
    await ada.browser.mutate('members.revokeInvitation', { id: own[0]?.id }, slug);
    expect(await eve.browser.mutate('members.acceptInvitation', { token: second })).toMatchObject({
      details: { state: 'revoked' },
    });
    const third = await invite(eve.email);
    web.runtime.clock.advanceMs(7 * 86_400_000);
    await eve.browser.signIn(eve.email, password);
    expect(await eve.browser.mutate('members.acceptInvitation', { token: third })).toMatchObject({
      details: { state: 'expired' },
    });
    expect(await eve.browser.query('workspaces.get', undefined, slug)).toMatchObject({ reason: 'not_found' });
  });

  test('one link used twice at once makes one membership and one audit row', async () => {
    const [ada, ben] = [await signedIn('ada'), await signedIn('ben')];
    const slug = await workspaceOf(ada.browser);
    await ada.browser.mutate('members.invite', { email: ben.email, role: 'admin' }, slug);
    const token = tokenIn((await web.mailsTo(ben.email)).at(-1));
    const answers = await Promise.all([1, 2, 3].map(() => ben.browser.mutate('members.acceptInvitation', { token })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const [{ count } = {}] = await web.owner`
      select count(*)::int from audit_log a join workspaces w on w.id = a.workspace_id
      where w.slug = ${slug} and a.verb = 'members.acceptInvitation'`;
    expect(count).toBe(1);
  });
});

describe('roles', () => {
  test('a changed role counts on the next request', async () => {
    const ada = await signedIn('ada');
    const slug = await workspaceOf(ada.browser);
    const ben = await join(slug, ada.browser, 'viewer');
    expect(await ben.browser.query('audit.list', {}, slug)).toMatchObject({
      reason: 'forbidden',
      details: { grantedTo: ['owner', 'admin'] },
    });
    await ada.browser.mutate('members.changeRole', { personId: ben.id, role: 'admin' }, slug);
    expect(await ben.browser.query('audit.list', {}, slug)).toMatchObject({ ok: true });
    await ada.browser.mutate('members.remove', { personId: ben.id }, slug);
    expect(await ben.browser.query('audit.list', {}, slug)).toMatchObject({ reason: 'not_found' });
  });

  test('an admin makes no owner, unmakes none and removes none', async () => {
    const ada = await signedIn('ada');
    const slug = await workspaceOf(ada.browser);
    const admin = await join(slug, ada.browser, 'admin');
    const viewer = await join(slug, ada.browser, 'viewer');
    for (const attempt of [
      admin.browser.mutate('members.changeRole', { personId: viewer.id, role: 'owner' }, slug),
      admin.browser.mutate('members.changeRole', { personId: ada.id, role: 'viewer' }, slug),
      admin.browser.mutate('members.remove', { personId: ada.id }, slug),
      admin.browser.mutate('members.invite', { email: 'x@members.example', role: 'owner' }, slug),
    ])
      expect(await attempt).toMatchObject({ reason: 'forbidden', details: { grantedTo: ['owner'] } });
    expect(
      await viewer.browser.mutate('members.changeRole', { personId: viewer.id, role: 'admin' }, slug),
    ).toMatchObject({
      reason: 'forbidden',
    });
  });

  test('the last owner neither leaves, nor is demoted, nor removed', async () => {
    const ada = await signedIn('ada');
    const slug = await workspaceOf(ada.browser);
    for (const attempt of [
      ada.browser.mutate('members.leave', undefined, slug),
      ada.browser.mutate('members.changeRole', { personId: ada.id, role: 'admin' }, slug),
      ada.browser.mutate('members.remove', { personId: ada.id }, slug),
    ])
      expect(await attempt).toMatchObject({ reason: 'precondition', details: { rule: 'last_owner' } });
    const ben = await join(slug, ada.browser, 'owner');
    expect(await ada.browser.mutate('members.leave', undefined, slug)).toMatchObject({ ok: true });
    expect(await ben.browser.mutate('members.leave', undefined, slug)).toMatchObject({ reason: 'precondition' });
  });

  test('two owners who demote each other at once, 25 times: an owner always remains', async () => {
    const ada = await signedIn('ada');
    for (let round = 0; round < 25; round += 1) {
      const slug = await workspaceOf(ada.browser);
      const ben = await join(slug, ada.browser, 'owner');
      const answers = await Promise.all([
        ada.browser.mutate('members.changeRole', { personId: ben.id, role: 'viewer' }, slug),
        ben.browser.mutate('members.changeRole', { personId: ada.id, role: 'viewer' }, slug),
      ]);
      const [{ owners } = {}] = await web.owner`
        select count(*)::int as owners from memberships m join workspaces w on w.id = m.workspace_id
        where w.slug = ${slug} and m.role = 'owner'`;
      expect(owners).toBe(1);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
  }, 120_000);
});
