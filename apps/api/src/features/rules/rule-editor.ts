import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type CreateRule, type Rule, type UpdateRule } from '@tocsin/api-contract';

import { PlainProblem } from '../../http/problem';
import { RuleCatalog } from './rule-catalog';
import { RuleNews } from './rule-news';
import { RuleProposals } from './rule-proposals';
import { RuleWriter, type StoredWith } from './rule-writer';

/** Somebody else was faster; the caller gets to see what they made of it. */
class RuleChanged extends DomainError {
  readonly code = 'rule.changed';
  readonly kind = 'conflict';

  constructor(override readonly current: Rule) {
    super('Somebody changed the rule in the meantime. Look at it as it is now, then change it again.');
  }
}

/** Changes rules: each change is a version with its author, and is told to the workers. */
@Injectable()
export class RuleEditor {
  constructor(
    private readonly proposals: RuleProposals,
    private readonly writer: RuleWriter,
    private readonly catalog: RuleCatalog,
    private readonly news: RuleNews,
  ) {}

  /** @throws {RuleRefused} and {PlainProblem} when it is no rule, or its id is taken. */
  async create(by: Actor, { text, state }: CreateRule, also?: StoredWith): Promise<Rule> {
    const document = await this.proposals.document(text);
    const { id } = document;
    if (await this.writer.insert(document, state, by, also)) return this.changed(id);
    throw new PlainProblem('conflict', 'rule.exists', `There is a rule ${id} already. Give this one another id.`);
  }

  /** Changes the rule as it was seen, or nothing. */
  async update(by: Actor, id: string, { text, state, version }: UpdateRule): Promise<Rule> {
    await this.catalog.find(id);
    const document = text === undefined ? undefined : await this.proposals.document(text, id);
    if (document !== undefined && document.id !== id)
      throw new PlainProblem('invalid', 'rule.other_id', `The text has the id ${document.id}. Keep ${id}.`);
    const isWritten = await this.writer.update({ id, version, by }, document, state);
    if (!isWritten) throw new RuleChanged(await this.catalog.find(id));
    return this.changed(id);
  }

  /** Takes out a rule that was written here; one that was changed here becomes what its folder has. */
  async remove(actor: Actor, id: string, version: number): Promise<void> {
    const { set, folderText } = await this.catalog.find(id);
    if (set === null) return this.takeOut(actor, id, version);
    if (folderText === null)
      throw new PlainProblem(
        'conflict',
        'rule.of_folder',
        `The rule comes from the folder ${set} and would come back. Disable it, or take it out of the folder.`,
      );
    await this.update(actor, id, { text: folderText, version });
  }

  private async takeOut(by: Actor, id: string, version: number): Promise<void> {
    await this.proposals.withoutRule(id);
    const isWritten = await this.writer.remove({ id, version, by });
    if (!isWritten) throw new RuleChanged(await this.catalog.find(id));
    this.news.tell();
  }

  private changed(id: string): Promise<Rule> {
    this.news.tell();
    return this.catalog.find(id);
  }
}
