export { RuleIndex, type RuleMatch } from './index/rule-index';
export { RuleScan } from './index/rule-scan';
export { loadRuleFolder } from './rules/load-rule-folder';
export { readRules, type RuleFile } from './rules/read-rules';
export { shippedRulesFolder } from './rules/shipped-rules-folder';
export type { CorrelationRule, LogSource, Refusal, RuleSet, SigmaRule } from './rules/rule';
