export const shortestPassword = 10;
const longestPassword = 200;

/** Passwords of ten characters or more that lists of leaked ones begin with. */
const common: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 9876543210 1111111111 0000000000 12345678910 123456789a a123456789 1q2w3e4r5t
  1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 qwerty1234
  asdfghjkl1 asdfghjkl123 zxcvbnm123 password12 password123 password1234 password12345 password123456 passw0rd123
  p@ssw0rd123 p@ssword123 mypassword mypassword1 letmein123 letmein1234 welcome123 welcome1234 welcome12345 iloveyou12
  iloveyou123 iloveyou1234 football123 baseball123 superman123 princess123 sunshine123 monkey12345 dragon12345
  administrator admin12345 admin123456 administrator1 changeme123 changemenow trustno1234 whatever123 computer123
  internet123 abcdefghij abcdefghijk abc1234567 abc123456789 abcd123456 abcd1234567 aa12345678 qazwsxedcrfv qazwsx12345
  michael1234 jennifer123 liverpool123 manchester1 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026
  spring2025 spring2026 autumn2025 holdfast123 holdfast1234 secret12345 temporary1 temppassword newpassword newpassword1`
    .split(/\s+/)
    .filter(Boolean),
);

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'holds_address' | 'repeats';

/** What is wrong with a password, or undefined. `email` is the address it is for. Length counts characters, not bytes. */
export function faultOfPassword(password: string, email?: string): PasswordFault | undefined {
  const plain = password.normalize('NFKC');
  const length = [...plain].length;
  if (length < shortestPassword) return 'too_short';
  if (length > longestPassword) return 'too_long';
  const lower = plain.toLowerCase();
  if (common.has(lower)) return 'too_common';
  if (new Set(lower).size < 4) return 'repeats';
  const name = email?.split('@')[0]?.toLowerCase();
  if (name && name.length >= 4 && lower.includes(name) && length < name.length + 6) return 'holds_address';
  return undefined;
}

export const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  too_short: `Use at least ${shortestPassword} characters; a few unrelated words are easiest to keep.`,
  too_long: `Use at most ${longestPassword} characters.`,
  too_common: 'This password is on every list that attackers try first. Choose another.',
  repeats: 'Use more than three different characters.',
  holds_address: 'This is little more than your address. Choose another.',
};
