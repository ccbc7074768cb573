export { RuleCounts } from './counts/rule-counts';
export { keepVersions, lockImport } from './folders/import-rows';
export { RuleImport, type ImportReport } from './folders/rule-import';
export { ruleFolders, ruleOptionsSchema, type RuleFolder, type RuleOptions } from './folders/rule-options';
export { NO_RULES, ruleBook, type RuleBook } from './live/rule-book';
export { NoRulesYet, RuleRows } from './live/rule-rows';
export { StoredRules, type RuleListener } from './live/stored-rules';
export { RulesModule } from './rules.module';
export { HERE, loadedDocuments, type LoadedDocument } from './rule-document';
