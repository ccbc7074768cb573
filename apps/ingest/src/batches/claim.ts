import { randomBytes } from 'node:crypto';

const INSTANCE = randomBytes(9).toString('base64url');
let count = 0;

/** Names one acceptance of a batch: this run of the front end and a number that grows by one. */
export function nextClaim(): string {
  count += 1;
  return `${INSTANCE}-${count}`;
}
