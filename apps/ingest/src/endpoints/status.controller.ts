import { Controller, Get } from '@nestjs/common';

/** MozDef's way to ask whether its front end is there. */
@Controller()
export class StatusController {
  @Get('status')
  status(): { status: 'ok'; service: 'tocsin' } {
    return { status: 'ok', service: 'tocsin' };
  }
}
