import { resolve } from 'node:path';

import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { ApiOptions } from '../api-options';
import { projectRoot } from '../project';
import { consoleRouter } from './console-files';

/** Serves the console on whatever address nobody else answers. */
@Module({})
export class ConsoleModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly options: ApiOptions,
  ) {}

  /** At this moment every route of every module is in place and the application's own 404 is not: ours comes between. */
  onModuleInit(): void {
    this.host.httpAdapter.use(consoleRouter(resolve(projectRoot, this.options.consoleFolder)));
  }
}
