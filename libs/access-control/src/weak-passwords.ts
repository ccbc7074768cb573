import { WeakPassword } from './errors';

const MIN_LENGTH = 12;
const MIN_DISTINCT = 5;

/** What people take when twelve characters are asked for; compared without case, digits at the ends and punctuation. */
const COMMON = new Set([
  'administrator',
  'changemechangeme',
  'changemeplease',
  'correcthorsebatterystaple',
  'iloveyou',
  'letmein',
  'letmeinletmein',
  'letmeinplease',
  'password',
  'passwordpassword',
  'qwertyqwerty',
  'qwertyuiop',
  'qwertyuiopasdf',
  'qwertzuiop',
  'secretsecret',
  'securityteam',
  'superadmin',
  'tocsin',
  'tocsintocsin',
  'trustno',
  'welcome',
  'welcomewelcome',
]);
/** Rows of keyboards and the alphabet; a password that is a stretch of one of them is no secret. */
const SEQUENCES = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];

/** @throws {WeakPassword} which says what to change. */
export function refuseWeakPassword(password: string, username: string): void {
  const plain = password.toLowerCase();
  if ([...password].length < MIN_LENGTH) {
    throw new WeakPassword(`The password is too short. Take at least ${MIN_LENGTH} characters; a few words do well.`);
  }
  if (plain.includes(username.toLowerCase())) {
    throw new WeakPassword('The password contains the user name. Take one that does not.');
  }
  const core = plain.replace(/[^a-z0-9]/g, '').replace(/^\d+|\d+$/g, '');
  if (COMMON.has(core) || new Set(plain).size < MIN_DISTINCT || isSequence(plain)) {
    throw new WeakPassword('The password is one of the first an attacker tries. Take one that is yours alone.');
  }
}

function isSequence(plain: string): boolean {
  const reversed = [...plain].reverse().join('');
  return SEQUENCES.some((sequence) => sequence.includes(plain) || sequence.includes(reversed));
}
