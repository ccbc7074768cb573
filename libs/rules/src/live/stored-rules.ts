import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { MessageBus, RULES_CHANGED_FACT, type Subscription } from '@tocsin/messaging';
import { inSlices, ourVocabulary, RuleReader, type RuleFile, type RuleSet } from '@tocsin/sigma';

import { HERE } from '../rule-document';
import { NO_RULES, ruleBook, type RuleBook } from './rule-book';
import { NoRulesYet, RuleRows, type RuleRow } from './rule-rows';

/** Is given the rules when they are there, and whenever they have changed. */
export type RuleListener = (book: RuleBook) => Promise<void> | void;

/** A change that was not heard of shows after this. */
const REFRESH_MS = 5_000;

/** Keeps the rules of PostgreSQL in memory and up to date. While it is away the last ones stay in force. */
@Injectable()
export class StoredRules implements OnModuleDestroy {
  /** Those at work. */
  book: RuleBook = NO_RULES;
  /** All of them. */
  set: RuleSet = { rules: [], counted: [], correlations: [], filters: [], refused: [] };
  private readonly log = new Logger(StoredRules.name);
  private readonly listeners: RuleListener[] = [];
  private reader: { readonly placeholders: string; readonly reader: RuleReader } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private subscription: Promise<Subscription | undefined> | undefined;
  private loading: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private areThere: () => void = () => undefined;
  private readonly there = new Promise<void>((resolve) => (this.areThere = resolve));

  constructor(
    private readonly rows: RuleRows,
    private readonly bus: MessageBus,
  ) {}

  /** The listener hears of the rules at once when they are there already. */
  onChange(listener: RuleListener): void {
    this.listeners.push(listener);
    if (this.book !== NO_RULES) void this.tell(listener);
  }

  /**
   * Brings them up to date, and keeps them so from then on. A call while they are being loaded makes one more load follow, however
   * many calls there are.
   * @throws {NoRulesYet}, and what the database throws.
   */
  load(): Promise<void> {
    this.next ??= this.loading
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        this.loading = this.loadNow();
        return this.loading;
      });
    return this.next;
  }

  /**
   * Waits until they have been brought in and loaded once.
   * @throws what the database throws.
   */
  async whenThere(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      if (!(error instanceof NoRulesYet)) throw error;
      this.log.log('Waits for the rules, which the api brings in');
    }
    await this.there;
  }

  /** What they would be with one more file, and without some rules. Nothing is changed. */
  wouldBe(file: RuleFile, without: readonly string[]): Promise<RuleSet> {
    const { placeholders, rows } = this.rows;
    const files = rows.filter(({ id }) => !without.includes(id)).map(fileOf);
    return inSlices(this.readerFor(placeholders).read([...files, file]));
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await (await this.subscription)?.close();
  }

  private async loadNow(): Promise<void> {
    this.watch();
    if (!(await this.rows.refresh())) return;
    const { placeholders, rows } = this.rows;
    this.set = await inSlices(this.readerFor(placeholders).read(rows.map(fileOf)));
    this.book = ruleBook(this.set, new Map(rows.map(({ id, state }) => [id, state])));
    for (const listener of this.listeners) await this.tell(listener);
    this.areThere();
  }

  private async tell(listener: RuleListener): Promise<void> {
    try {
      await listener(this.book);
    } catch (error) {
      this.log.error(error);
    }
  }

  private readerFor(placeholders: string): RuleReader {
    if (this.reader?.placeholders !== placeholders) {
      const values = new Map(Object.entries(JSON.parse(placeholders) as Record<string, string[]>));
      this.reader = { placeholders, reader: new RuleReader({ vocabulary: ourVocabulary, placeholders: values }) };
    }
    return this.reader.reader;
  }

  private watch(): void {
    this.timer ??= setInterval(() => void this.refresh(), REFRESH_MS).unref();
    this.subscription ??= this.bus
      .listen(RULES_CHANGED_FACT, () => void this.refresh())
      .catch((error: unknown) => {
        this.log.warn(`Hears of changes to rules by the timer only: ${String(error)}`);
        return undefined;
      });
  }

  private async refresh(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      if (error instanceof NoRulesYet) return;
      this.log.warn(`Rules were not refreshed, the last ones stay in force: ${String(error)}`);
    }
  }
}

function fileOf({ id, setName, file, text }: RuleRow): RuleFile {
  return { file: `${setName ?? HERE}/${file || id}`, text };
}
