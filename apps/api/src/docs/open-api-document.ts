import { Injectable, type INestApplication } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { SESSION_COOKIE } from '../http/session-cookie';
import { productVersion } from '../project';
import { DOCUMENTED } from './documented';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The OpenAPI document, made once from the routes and the schemas of the contract. */
@Injectable()
export class OpenApiDocument {
  private document: OpenAPIObject | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly config: ApplicationConfig,
    private readonly host: HttpAdapterHost,
  ) {}

  get(): OpenAPIObject {
    this.document ??= withProblems(
      SwaggerModule.createDocument(this.application(), describe(), { include: [...DOCUMENTED] }),
    );
    return this.document;
  }

  /**
   * A module of a composed application does not hold the application, but Nest gives it the three parts the scanner reads.
   */
  private application(): INestApplication {
    const parts = {
      container: { getModules: () => this.modules },
      config: this.config,
      getHttpAdapter: () => this.host.httpAdapter,
    };
    return parts as unknown as INestApplication;
  }
}

/** The decorators know only `application/json`. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  for (const { responses } of operations) {
    const problem = responses['default'];
    if (problem === undefined || !('content' in problem)) continue;
    const json = problem.content?.['application/json'];
    if (json !== undefined) problem.content = { 'application/problem+json': json };
  }
  return document;
}

function describe() {
  return new DocumentBuilder()
    .setTitle('Tocsin')
    .setDescription(
      'What the console uses is all there is: nothing is private. Errors are application/problem+json. A POST with an ' +
        'Idempotency-Key (16 to 128 visible characters) is carried out once; for a day the same request answers the same.',
    )
    .setVersion(productVersion)
    .addCookieAuth(SESSION_COOKIE)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token made under Settings, Profile.' })
    .build();
}
