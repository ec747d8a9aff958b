import { makeWorkspace, signIn, signUp, someone } from './support/people';
import { expect, listen, test } from './support/test';

test('signs up by mail, makes a workspace, signs out and in, and takes a new password', async ({
  page,
  mailbox,
  complaints,
}) => {
  // The browser reports the refused sign-in.
  complaints.expect(/401 \(Unauthorized\) .*callback\/credentials/);
  const ada = someone('Ada Novak');
  await signUp(page, mailbox, ada);
  const slug = await makeWorkspace(page, `Acme ${ada.email.length} ${Date.now()}`);

  await page.getByRole('button', { name: /Ada Novak, account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await page.goto(`/${slug}/customers`);
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=%2F${slug}%2Fcustomers`));

  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'do not match' })).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`**/${slug}/customers`);

  await page.goto('/forgot');
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.goto(await mailbox.link(ada.email, /new password/));
  const chosen = 'a different set of words';
  await page.getByLabel('New password', { exact: true }).fill(chosen);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await page.waitForURL(`**/${slug}`);

  await page.context().clearCookies();
  await signIn(page, { email: ada.email, password: chosen });
  await expect(page).toHaveURL(new RegExp(`/${slug}$`));
});

test('a colleague is invited, joins as what she was invited as, and sees only what that role may', async ({
  page,
  browser,
  mailbox,
}) => {
  const [owner, colleague] = [someone('Olive Owner'), someone('Vera Viewer')];
  await signUp(page, mailbox, owner);
  const slug = await makeWorkspace(page, `Team ${Date.now()}`);
  await page.goto(`/${slug}/settings/members`);
  await page.getByLabel('E-mail').fill(colleague.email);
  await page.getByLabel('Role').last().selectOption('viewer');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByText(`An invitation to ${colleague.email} is on its way.`)).toBeVisible();

  const other = await browser.newContext();
  const heard: string[] = [];
  const hers = await other.newPage();
  listen(hers, heard);
  await hers.goto(await mailbox.link(colleague.email, /invites you/));
  await hers.getByLabel('Your name').fill(colleague.name);
  await hers.getByLabel('Password', { exact: true }).fill(colleague.password);
  await hers.getByRole('button', { name: 'Join the workspace' }).click();
  await hers.waitForURL(`**/${slug}`);
  await expect(hers.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Data' })).toHaveCount(0);
  await expect(hers.getByText('Only owner, admin and analyst may do this.')).toBeVisible();
  await hers.goto(`/${slug}/data`);
  await expect(hers.getByText('Not shown to you.')).toBeVisible();
  expect(heard).toEqual([]);
  await other.close();

  await page.goto(`/${slug}/settings/members`);
  await expect(page.getByRole('row').filter({ hasText: colleague.email })).toContainText('Viewer');
});

test('a session that is ended elsewhere is over on its next request', async ({ page, browser, mailbox }) => {
  const ada = someone('Ada Twice');
  await signUp(page, mailbox, ada);
  const slug = await makeWorkspace(page, `Twice ${Date.now()}`);
  const elsewhere = await browser.newContext();
  const second = await elsewhere.newPage();
  await signIn(second, ada);
  await expect(second).toHaveURL(new RegExp(`/${slug}$`));

  await page.goto(`/${slug}/settings/sessions`);
  await expect(page.getByText('signed in at 2 places')).toBeVisible();
  await page.getByRole('button', { name: /^End the session of/ }).click();
  await expect(page.getByText('only this one')).toBeVisible();
  await second.goto(`/${slug}`);
  await expect(second).toHaveURL(/\/sign-in/);
  await page.goto(`/${slug}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing has arrived yet');
  await elsewhere.close();
});
