import { Module } from '@nestjs/common';

import { AwsMessageUnwrapper } from './aws-message.unwrapper';

/** Import it in the stage's module and the registry finds the unwrapper by its decorator. */
@Module({ providers: [AwsMessageUnwrapper] })
export class AwsMessageModule {}
