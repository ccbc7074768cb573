import { Body, Get, HttpStatus, Post } from '@nestjs/common';
import {
  ruleRecordsSchema,
  ruleSetListSchema,
  ruleTestSchema,
  ruleValidationSchema,
  testRuleSchema,
  validateRuleSchema,
  type RuleRecords,
  type RuleSetList,
  type RuleTest,
  type RuleValidation,
  type TestRule,
  type ValidateRule,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { RuleCatalog } from './rule-catalog';
import { RuleProposals } from './rule-proposals';
import { RuleRecordBook } from './rule-records';
import { RuleTrials } from './rule-trials';

/** What is asked about rules without changing any. */
@ApiController('rules')
export class RuleWorkbenchController {
  constructor(
    private readonly catalog: RuleCatalog,
    private readonly proposals: RuleProposals,
    private readonly trials: RuleTrials,
    private readonly records: RuleRecordBook,
  ) {}

  @Get('sets')
  @Bounded('one for each folder of the configuration')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, ruleSetListSchema)
  sets(): Promise<RuleSetList> {
    return this.catalog.sets();
  }

  @Get('records')
  @RequirePermission('rule.read')
  @Bounded('one for each rule that raised alerts in 90 days')
  @Answers(HttpStatus.OK, ruleRecordsSchema)
  showRecords(): Promise<RuleRecords> {
    return this.records.show();
  }

  @Post('validate')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, ruleValidationSchema)
  validate(@Body({ schema: validateRuleSchema }) { text }: ValidateRule): Promise<RuleValidation> {
    return this.proposals.validate(text);
  }

  @Post('test')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, ruleTestSchema)
  test(@Body({ schema: testRuleSchema }) trial: TestRule): Promise<RuleTest> {
    return this.trials.run(trial);
  }
}
