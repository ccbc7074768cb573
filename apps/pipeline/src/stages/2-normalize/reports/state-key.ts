import { createHash } from 'node:crypto';

/**
 * What a state is kept under: the same for every report of the same thing, whenever it is sent. A hash, because what identifies
 * the thing may be as long as its sender likes.
 * @param owner what identifies whose state it is; without it the states of all would be one.
 * @returns `undefined` when nothing identifies the owner.
 */
export function stateKey(
  kind: string,
  owner: readonly (string | undefined)[],
  ...parts: readonly (string | undefined)[]
): string | undefined {
  if (owner.every((part) => part === undefined)) return undefined;
  const identity = JSON.stringify([...owner, ...parts].map((part) => part ?? null));
  return `${kind}:${createHash('sha256').update(identity).digest('hex')}`;
}
