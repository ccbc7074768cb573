import { createHash } from 'node:crypto';

/**
 * What a state is kept under: the same for every report of the same thing, whenever it is sent. A hash, because what identifies
 * the thing may be as long as its sender likes.
 * @returns `undefined` when nothing identifies it.
 */
export function stateKey(kind: string, ...parts: readonly (string | undefined)[]): string | undefined {
  if (parts.every((part) => part === undefined)) return undefined;
  const identity = JSON.stringify(parts.map((part) => part ?? null));
  return `${kind}:${createHash('sha256').update(identity).digest('hex')}`;
}
