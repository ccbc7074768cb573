import { Module } from '@nestjs/common';

import { CloudwatchLogsUnwrapper } from './cloudwatch-logs.unwrapper';

/** Import it in the stage's module and the registry finds the unwrapper by its decorator. */
@Module({ providers: [CloudwatchLogsUnwrapper] })
export class CloudwatchLogsModule {}
