import { Module } from '@nestjs/common';

import { CloudRecordsUnwrapper } from './cloud-records.unwrapper';

/** Import it in the module of its family and the registry finds the unwrapper by its decorator. */
@Module({ providers: [CloudRecordsUnwrapper] })
export class CloudRecordsModule {}
