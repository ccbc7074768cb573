import { Get, Header, HttpStatus } from '@nestjs/common';
import { verisEnumerationSchema, type VerisEnumeration } from '@tocsin/api-contract';

import { RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { verisEnumeration } from './veris-enumeration';

/** The words of VERIS: what incidents can be tagged with. */
@ApiController('veris')
export class VerisController {
  @Get()
  @Bounded('the whole enumeration')
  @RequirePermission('incident.read')
  @Header('cache-control', 'private, max-age=3600')
  @Answers(HttpStatus.OK, verisEnumerationSchema)
  enumeration(): VerisEnumeration {
    return verisEnumeration();
  }
}
