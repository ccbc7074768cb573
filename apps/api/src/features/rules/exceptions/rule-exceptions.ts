import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  matchedValues,
  type Alert,
  type CreateException,
  type ExceptionList,
  type ExceptionPreview,
  type RuleException,
} from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { RuleExceptionEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { loadAlert } from '../../alerts/alert-rows';
import { RuleEditor } from '../rule-editor';
import { ExceptionMeaning } from './exception-meaning';
import { LIST, viewException, type ExceptionRow } from './exception-rows';

const LONGEST_MS = 366 * 86_400_000;

/** What rules leave out because of what was learnt from their alerts. */
@Injectable()
export class RuleExceptions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly editor: RuleEditor,
    private readonly meaning: ExceptionMeaning,
  ) {}

  /** Of the rule of the alert. @throws {PlainProblem} when there is no such alert. */
  async list(number: string): Promise<ExceptionList> {
    const { ruleId } = await loadAlert(this.dataSource.manager, number);
    const rows = await this.dataSource.query<ExceptionRow[]>(LIST, [ruleId, null]);
    return { exceptions: await this.view(ruleId, rows) };
  }

  /** @throws {PlainProblem} when the alert is not there, or did not see this. */
  async preview(number: string, conditions: CreateException['conditions']): Promise<ExceptionPreview> {
    const alert = await this.judged(number, conditions);
    return this.meaning.preview(alert.ruleId, conditions);
  }

  /** @throws {PlainProblem} also when its rule can have none, and what making a rule throws. */
  async create(by: Actor, number: string, wish: CreateException): Promise<RuleException> {
    const alert = await this.judged(number, wish.conditions);
    const end = Date.parse(wish.endsAt) - this.clock.now().getTime();
    if (end <= 0 || end > LONGEST_MS)
      throw new PlainProblem(
        'invalid',
        'exception.end',
        'An exception ends within a year from now. Choose such a time.',
      );
    await this.owner(wish.ownerId);
    const id = `exception-${randomUUID()}`;
    const text = await this.meaning.text(id, alert, wish.conditions);
    const row = this.row(id, by, { alert, wish });
    await this.editor.create(by, { text, state: 'enabled' }, async (manager) => {
      await manager.getRepository(RuleExceptionEntity).insert(row);
      const { ruleId, conditions, reason, ownerId, endsAt } = row;
      return { exceptionOf: ruleId, conditions, reason, ownerId, endsAt: endsAt.toISOString() };
    });
    return this.find(id);
  }

  /** Takes it out before its end. @throws {PlainProblem} when there is none at work. */
  async remove(by: Actor, id: string): Promise<void> {
    const [row] = await this.dataSource.query<ExceptionRow[]>(LIST, [null, id]);
    if (row?.version == null)
      throw new PlainProblem(
        'not_found',
        'exception.not_found',
        'There is no such exception at work. It may have ended.',
      );
    await this.editor.remove(by, id, row.version);
  }

  private async find(id: string): Promise<RuleException> {
    const [row] = await this.dataSource.query<[ExceptionRow]>(LIST, [null, id]);
    const [exception] = await this.view(row.rule_id, [row]);
    return exception!;
  }

  /** What has ended hides nothing and is not counted. */
  private async view(ruleId: string, rows: readonly ExceptionRow[]): Promise<RuleException[]> {
    const atWork = rows.filter(({ version }) => version !== null);
    const hidden = await this.meaning.hiddenBy(ruleId, atWork);
    return rows.map((row) => viewException(row, hidden.get(row.id) ?? null));
  }

  private async judged(number: string, conditions: CreateException['conditions']): Promise<Alert> {
    const alert = await loadAlert(this.dataSource.manager, number);
    const seen = new Set(matchedValues(alert).map(({ field, value }) => `${field}\0${value}`));
    const strange = conditions.find(({ field, value }) => !seen.has(`${field}\0${value}`));
    if (strange === undefined) return alert;
    throw new PlainProblem(
      'invalid',
      'exception.not_seen',
      `${number} did not see this value of ${strange.field}. Take values of its proof.`,
    );
  }

  private async owner(id: string): Promise<void> {
    const rows: unknown[] = await this.dataSource.query('SELECT 1 FROM account WHERE id = $1', [id]);
    if (rows.length === 0)
      throw new PlainProblem(
        'invalid',
        'exception.owner',
        'There is no such account to answer for it. Choose a person.',
      );
  }

  private row(id: string, by: Actor, { alert, wish }: { alert: Alert; wish: CreateException }): RuleExceptionEntity {
    const { conditions, reason, ownerId } = wish;
    const facts = { ruleId: alert.ruleId, alert: alert.number, conditions: [...conditions], reason, ownerId };
    const times = { endsAt: new Date(wish.endsAt), createdAt: this.clock.now() };
    return { id, ...facts, ...times, createdBy: by.accountId };
  }
}
