import { Module } from '@nestjs/common';

import { GuarddutyFindingUnwrapper } from './guardduty-finding.unwrapper';

/** Import it in the module of its family and the registry finds the unwrapper by its decorator. */
@Module({ providers: [GuarddutyFindingUnwrapper] })
export class GuarddutyFindingModule {}
