export { createVerifiedPerson } from './create-verified-person';
export { findPersonByEmail } from './find-by-email';
export { findSession } from './find-session';
export { getOwnProfile } from './get-own-profile';
export { resetOwner } from './reset-owner';
export { resetPassword } from './reset-password';
export { sessionDays, type SignedIn, signIn } from './sign-in';
export { signOut } from './sign-out';
