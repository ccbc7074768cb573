import { Get, HttpStatus, Redirect } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';

import { Public } from '../http/access';
import { Answers, ApiController } from '../http/api-controller';
import { OpenApiDocument } from './open-api-document';

@ApiExcludeController()
@ApiController('docs')
export class DocsController {
  constructor(private readonly document: OpenApiDocument) {}

  /** A page that draws the document needs inline styles, which our policy forbids; any viewer can load the document. */
  @Get()
  @Public()
  @Redirect('/api/docs/openapi.json')
  page(): void {}

  @Get('openapi.json')
  @Public()
  @Answers(HttpStatus.OK)
  show(): OpenAPIObject {
    return this.document.get();
  }
}
