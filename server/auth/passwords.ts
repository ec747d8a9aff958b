import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for argon2id (2 in this library's enum): 19 MiB, two passes, one lane.
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const plain = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(plain(password), cost);

let nobody: Promise<string> | undefined;

/** True when the password is the one of this hash. Without a hash it takes the same time and is false. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('the password of nobody');
  const matches = await verify(passwordHash ?? (await nobody), plain(password));
  return matches && Boolean(passwordHash);
}
