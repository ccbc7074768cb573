import { createHash } from 'node:crypto';

import type { Actor } from '@tocsin/access-control';
import type { HomeItem, Permission } from '@tocsin/api-contract';
import type { DataSource } from 'typeorm';

/** Who asks what changed, and since when. */
export interface Asked {
  readonly dataSource: DataSource;
  readonly actor: Actor;
  readonly since: Date;
  readonly now: Date;
}

/** A matter before it is known whether somebody is done with it. */
export type Matter = Omit<HomeItem, 'isDone'>;

/** Finds matters of one kind, for those with the permission. */
export interface Finder {
  readonly permission: Permission;
  find(asked: Asked): Promise<Matter[]>;
}

/** A short name of a matter, which changes with any of the parts it is told by. */
export function keyOf(...parts: readonly (string | number | Date)[]): string {
  const told = parts.map((part) => (part instanceof Date ? part.toISOString() : part));
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22);
}

/** `1 rule`, `1,204 rules`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Address of a screen with its question, as the console's router reads it. */
export function screen(path: string, query: Readonly<Record<string, string>> = {}): string {
  const told = new URLSearchParams(query).toString();
  return told === '' ? path : `${path}?${told}`;
}
