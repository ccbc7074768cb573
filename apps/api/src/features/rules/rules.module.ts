import { Module } from '@nestjs/common';
import { RulesModule as StoredRulesModule } from '@tocsin/rules';

import { ExceptionEnds } from './exceptions/exception-ends';
import { ExceptionMeaning } from './exceptions/exception-meaning';
import { ExceptionsController } from './exceptions/exceptions.controller';
import { RuleExceptions } from './exceptions/rule-exceptions';
import { RuleCatalog } from './rule-catalog';
import { RuleEditor } from './rule-editor';
import { RuleFolderReport } from './rule-folder-report';
import { RuleFolders } from './rule-folders';
import { RuleNews } from './rule-news';
import { RuleProposals } from './rule-proposals';
import { RuleRecordBook } from './rule-records';
import { RuleTrials } from './rule-trials';
import { RuleVersions } from './rule-versions';
import { RuleWriter } from './rule-writer';
import { RuleWorkbenchController } from './rule-workbench.controller';
import { RulesController } from './rules.controller';

/** Detection rules: those of folders, and those written here. */
@Module({
  imports: [StoredRulesModule],
  // What has a name of its own comes before ids.
  controllers: [RuleWorkbenchController, RulesController, ExceptionsController],
  providers: [
    ExceptionEnds,
    ExceptionMeaning,
    RuleCatalog,
    RuleExceptions,
    RuleEditor,
    RuleFolderReport,
    RuleFolders,
    RuleNews,
    RuleProposals,
    RuleRecordBook,
    RuleTrials,
    RuleVersions,
    RuleWriter,
  ],
})
export class RulesModule {}
