import type { Bucket } from '@/server/auth/rate-limit';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Sign-in attempts. A stranger has 10 in 15 minutes for one account from one address, an address 100 over all accounts,
 * and all strangers together 100 an hour for one account. A device that signed in to the account before has 10 of its
 * own, so that a stranger who uses up the others' attempts locks nobody out; a reset link makes a device known too.
 */
export function signInBuckets(email: string, address: string, device: string | undefined): Bucket[] {
  if (device) return [{ name: 'sign-in-device', subject: `${email} ${device}`, limit: 10, windowMs: 15 * minute }];
  return [
    { name: 'sign-in-pair', subject: `${email} ${address}`, limit: 10, windowMs: 15 * minute },
    { name: 'sign-in-address', subject: address, limit: 100, windowMs: 15 * minute },
    { name: 'sign-in-account', subject: email, limit: 100, windowMs: hour },
  ];
}

export const signUpBucket = (address: string): Bucket => ({
  name: 'sign-up',
  subject: address,
  limit: 60,
  windowMs: hour,
});

export const resetBucket = (address: string): Bucket => ({
  name: 'reset',
  subject: address,
  limit: 30,
  windowMs: hour,
});

/** Mails to one address that nobody signed in asked for. Over it nothing is sent, and the answer stays the same. */
export const unaskedMailBucket = (email: string): Bucket => ({
  name: 'mail',
  subject: email,
  limit: 5,
  windowMs: hour,
});

export const linkBucket = (address: string): Bucket => ({
  name: 'link',
  subject: address,
  limit: 60,
  windowMs: 15 * minute,
});

export const passwordBucket = (personId: string): Bucket => ({
  name: 'password',
  subject: personId,
  limit: 10,
  windowMs: 15 * minute,
});
