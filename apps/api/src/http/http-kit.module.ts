import {
  Global,
  Module,
  RequestMethod,
  type DynamicModule,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AccessControlModule, FactorsModule } from '@tocsin/access-control';
import { AuditModule } from '@tocsin/audit';
import type { Express } from 'express';

import { AccessOptions } from '../access-options';
import type { ApiSections } from '../api.config';
import { ApiOptions } from '../api-options';
import { RuleSettings } from '../rule-settings';
import { Callers } from './access.guard';
import { IdempotencyKeys } from './idempotency/idempotency-keys';
import { jsonBody } from './json-body';
import { OriginCheck } from './origin-check';
import { rememberOrigin } from './remember-origin';
import { answerHeaders } from './security-headers';

/** What every feature's routes stand on. */
@Global()
@Module({})
export class HttpKitModule implements NestModule {
  constructor(
    private readonly options: ApiOptions,
    private readonly host: HttpAdapterHost,
  ) {}

  static forRoot({ api, access, rules }: ApiSections): DynamicModule {
    return {
      module: HttpKitModule,
      imports: [AccessControlModule, AuditModule, FactorsModule.forRoot(access.secretKey)],
      providers: [
        { provide: AccessOptions, useValue: access },
        { provide: ApiOptions, useValue: api },
        { provide: RuleSettings, useValue: rules },
        Callers,
        OriginCheck,
        IdempotencyKeys,
      ],
      exports: [
        AccessControlModule,
        AccessOptions,
        AuditModule,
        FactorsModule,
        ApiOptions,
        Callers,
        IdempotencyKeys,
        OriginCheck,
        RuleSettings,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    const { trustedProxies } = this.options;
    if (trustedProxies !== '') this.host.httpAdapter.getInstance<Express>().set('trust proxy', trustedProxies);
    const everyRoute = { path: 'api/{*rest}', method: RequestMethod.ALL };
    consumer.apply(answerHeaders).forRoutes(everyRoute, { path: 'lists/{*rest}', method: RequestMethod.ALL });
    // Files are read as they come, also when they are JSON.
    consumer
      .apply(jsonBody)
      .exclude({ path: 'api/lists/:name/import', method: RequestMethod.POST })
      .forRoutes(everyRoute);
    // After the body: whoever waits for it may wake up without the context.
    consumer.apply(rememberOrigin).forRoutes(everyRoute);
  }
}
