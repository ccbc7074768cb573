import { Module } from '@nestjs/common';

import { RuleCounts } from './counts/rule-counts';
import { RuleImport } from './folders/rule-import';
import { RuleRows } from './live/rule-rows';
import { StoredRules } from './live/stored-rules';

/** The rules of PostgreSQL, once in a process. Needs `DataSource`, `MessageBus` and `Clock`. */
@Module({ providers: [RuleCounts, RuleImport, RuleRows, StoredRules], exports: [RuleCounts, RuleImport, StoredRules] })
export class RulesModule {}
