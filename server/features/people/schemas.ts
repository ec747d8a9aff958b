import { z } from 'zod';

const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'This is not an e-mail address.' }));
const secret = z.string().min(1, { error: 'Type a password.' }).max(1_000);
const linkToken = z.string().regex(/^[\w-]{43}$/, { error: 'This link is not complete. Open it from the mail again.' });
export const personName = z.string().trim().min(1, { error: 'Type a name.' }).max(80);

export { address as emailAddress, linkToken, secret as typedPassword };

export const signUpInput = z.object({ name: personName, email: address, password: secret });
export type SignUpInput = z.infer<typeof signUpInput>;

export const verifyAddressInput = z.object({ token: linkToken, password: secret });
export type VerifyAddressInput = z.infer<typeof verifyAddressInput>;

export const requestResetInput = z.object({ email: address });
export type RequestResetInput = z.infer<typeof requestResetInput>;

export const resetPasswordInput = z.object({ token: linkToken, password: secret });
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>;

export const changePasswordInput = z.object({ current: secret, password: secret });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const renameInput = z.object({ name: personName });
export type RenameInput = z.infer<typeof renameInput>;

export const revokeSessionInput = z.object({ id: z.uuid() });
export type RevokeSessionInput = z.infer<typeof revokeSessionInput>;

/** `device`: from a reset link, for a browser that holds no device cookie of the account yet. */
export const signInInput = z.object({ email: address, password: secret, device: z.string().max(200).optional() });
export type SignInInput = z.infer<typeof signInInput>;
