export { RuleIndex, type RuleMatch } from './index/rule-index';
export { RuleScan } from './index/rule-scan';
export { mappedVocabulary, unmappedEvent } from './logsource/mapped-vocabulary';
export type { Vocabulary } from './logsource/vocabulary';
export { loadRuleFolder, loadRuleFolders } from './rules/load-rule-folder';
export { readRules } from './rules/read-rules';
export { RuleReader, type RuleFile } from './rules/rule-reader';
export { shippedRulesFolder } from './rules/shipped-rules-folder';
export type { CorrelationRule, LogSource, Refusal, RuleSet, SigmaRule } from './rules/rule';
