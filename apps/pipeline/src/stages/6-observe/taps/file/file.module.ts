import { Module } from '@nestjs/common';

import { FileTap } from './file.tap';

/** Import it in the taps' module and the registry finds the tap by its decorator. */
@Module({ providers: [FileTap] })
export class FileModule {}
