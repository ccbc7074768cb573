import { readFile, stat } from 'node:fs/promises';

import type { AddressFacts } from './address-facts';
import { readDatabase, type AddressDatabase, type DatabaseKind } from './address-database';

const NOTHING: AddressFacts = {};
const DAY_MS = 24 * 3_600_000;

/** A database that is read from a file, and read again when the file is another one. */
export class DatabaseFile {
  current: AddressDatabase | undefined;
  /** Counts what was taken into use. */
  generation = 0;
  private seen = '';
  private fault = '';

  /**
   * @param path of the file; may throw when there is none
   * @param name what to call it, for people
   * @param remedy what to do about a bad file
   */
  constructor(
    readonly kind: DatabaseKind,
    readonly name: string,
    private readonly path: () => string,
    private readonly remedy: string,
  ) {}

  /** What is wrong and what to do; empty when it is in use and the file is good. */
  get trouble(): string {
    if (this.fault === '') return '';
    const instead = this.current === undefined ? 'events go without what it knows' : `${this.title} stays in use`;
    return `The ${this.kind} database ${this.name} cannot be used: ${this.fault}. Until then ${instead}. ${this.remedy}`;
  }

  /** Says so when what is in use was built longer ago than so many days. */
  staleness(days: number, now: Date): string {
    if (this.current === undefined) return '';
    const age = Math.floor((now.getTime() - this.current.builtAt.getTime()) / DAY_MS);
    if (age <= days) return '';
    return `The ${this.kind} database ${this.name} (${this.title}) is ${age} days old, so that what it says may be wrong. ${this.remedy}`;
  }

  /** A record that cannot be read is one address not known, and is told of. */
  factsOf(address: string): AddressFacts {
    if (this.current === undefined) return NOTHING;
    try {
      return this.current.factsOf(address);
    } catch (error) {
      this.fault = `some of its records cannot be read (${messageOf(error)})`;
      return NOTHING;
    }
  }

  /** Takes the file into use if it changed and is good; else what was in use stays. Never rejects. */
  async refresh(): Promise<void> {
    try {
      const bytes = await this.readIfChanged();
      if (bytes !== undefined) this.take(readDatabase(this.kind, bytes));
    } catch (error) {
      this.fault = messageOf(error);
    }
  }

  private take(database: AddressDatabase): void {
    this.current = database;
    this.generation += 1;
    this.fault = '';
  }

  private async readIfChanged(): Promise<Buffer | undefined> {
    const before = this.seen;
    this.seen = '';
    const path = this.path();
    const state = await fingerprint(path);
    const bytes = state === before ? undefined : await readFile(path);
    // When somebody is still writing it, the next time will do.
    if (bytes !== undefined && (await fingerprint(path)) !== state) return undefined;
    this.seen = state;
    return bytes;
  }

  private get title(): string {
    const { type = '', builtAt = new Date(0) } = this.current ?? {};
    return `${type} of ${builtAt.toISOString().slice(0, 10)}`;
  }
}

async function fingerprint(path: string): Promise<string> {
  const { dev, ino, size, ctimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, ctimeNs].join();
}

/** Messages of a module that is not there go on for lines. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1).join();
}
