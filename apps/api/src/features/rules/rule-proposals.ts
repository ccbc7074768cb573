import { Injectable } from '@nestjs/common';
import type { RuleValidation } from '@tocsin/api-contract';
import { HERE, loadedDocuments, StoredRules, type LoadedDocument } from '@tocsin/rules';
import type { Refusal, RuleSet } from '@tocsin/sigma';

import { PlainProblem } from '../../http/problem';
import { RuleRefused } from './rule-refused';

/** Names the text that is asked about among the files of all rules. */
const PROPOSED = `${HERE}/proposed`;

/** What the rules would be after a change. Nothing is changed. */
@Injectable()
export class RuleProposals {
  constructor(private readonly stored: StoredRules) {}

  /** What the documents of a text would be beside the rules there are. */
  async validate(text: string): Promise<RuleValidation> {
    await this.stored.load();
    const id = await this.idOf(text);
    const { set } = await this.proposed(text, id);
    const documents = loadedDocuments(set, (file) => file === PROPOSED);
    const refused = set.refused.filter(({ file }) => file === PROPOSED);
    return {
      isValid: refused.length === 0 && documents.length > 0,
      documents: documents.map(({ id, kind, facts: { title, level }, logsource }) => ({
        ...{ id, kind, title, level, logsource: { ...logsource } },
      })),
      refused: refused.map(({ line, rule, reason, advice }) => ({ line, rule: rule ?? null, reason, advice })),
    };
  }

  /**
   * The document a text is, if everything else could go on with it.
   * @param instead the rule it takes the place of.
   * @throws {RuleRefused} and {PlainProblem} when it is none, or others need what it no longer is.
   */
  async document(text: string, instead?: string): Promise<LoadedDocument> {
    await this.stored.load();
    const { set, before } = await this.proposed(text, instead);
    const own = set.refused.filter(({ file }) => file === PROPOSED);
    if (own.length > 0) throw new RuleRefused(own);
    const documents = loadedDocuments(set, (file) => file === PROPOSED);
    if (documents.length !== 1)
      throw new PlainProblem(
        'invalid',
        'rule.not_one',
        `The text has ${documents.length} documents. Send one document of Sigma.`,
      );
    refuseIfNeeded(before, set);
    return documents[0]!;
  }

  /** @throws {PlainProblem} when others need the rule. */
  async withoutRule(id: string): Promise<void> {
    await this.stored.load();
    const { set, before } = await this.proposed('', id);
    refuseIfNeeded(before, set);
  }

  private async proposed(text: string, instead?: string): Promise<{ set: RuleSet; before: RuleSet }> {
    const set = await this.stored.wouldBe({ file: PROPOSED, text }, instead);
    return { set, before: this.stored.set };
  }

  /** A text may be one for a rule that is there: then it is asked what it would be in its place. */
  private async idOf(text: string): Promise<string | undefined> {
    const { set } = await this.proposed(text);
    const taken = /^The id (.+) is that of the rule at /.exec(
      set.refused.find(({ file }) => file === PROPOSED)?.reason ?? '',
    );
    return taken?.[1];
  }
}

function refuseIfNeeded(before: RuleSet, after: RuleSet): void {
  const name = ({ file, rule }: Refusal): string => `${rule ?? ''} ${file}`;
  const known = new Set(before.refused.map(name));
  const broken = after.refused.find((refusal) => !known.has(name(refusal)));
  if (broken === undefined) return;
  const { rule, file, reason } = broken;
  throw new PlainProblem(
    'conflict',
    'rule.needed',
    `With this change ${rule ?? file} could not be run any more: ${reason} Change that one first.`,
  );
}
