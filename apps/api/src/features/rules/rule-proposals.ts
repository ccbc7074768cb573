import { Injectable } from '@nestjs/common';
import type { RuleValidation } from '@tocsin/api-contract';
import { HERE, loadedDocuments, StoredRules, type LoadedDocument } from '@tocsin/rules';
import { idsIn, type Refusal, type RuleSet } from '@tocsin/sigma';

import { PlainProblem } from '../../http/problem';
import { RuleRefused } from './rule-refused';

/** Names the text that is asked about among the files of all rules. */
const PROPOSED = `${HERE}/proposed`;

/** What the rules would be after a change. Nothing is changed. */
@Injectable()
export class RuleProposals {
  constructor(private readonly stored: StoredRules) {}

  /** What the documents of a text would be beside the rules there are, or in the place of those with their ids. */
  async validate(text: string): Promise<RuleValidation> {
    const { set } = await this.propose(text, idsIn(text));
    const documents = loadedDocuments(set, isProposed);
    const refused = set.refused.filter(({ file }) => isProposed(file));
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
    const { set, before } = await this.propose(text, instead === undefined ? [] : [instead]);
    const own = set.refused.filter(({ file }) => isProposed(file));
    if (own.length > 0) throw new RuleRefused(own);
    const documents = loadedDocuments(set, isProposed);
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
    const { set, before } = await this.propose('', [id]);
    refuseIfNeeded(before, set);
  }

  private async propose(text: string, without: readonly string[]): Promise<{ set: RuleSet; before: RuleSet }> {
    await this.stored.load();
    return { set: await this.stored.wouldBe({ file: PROPOSED, text }, without), before: this.stored.set };
  }
}

function isProposed(file: string): boolean {
  return file === PROPOSED;
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
