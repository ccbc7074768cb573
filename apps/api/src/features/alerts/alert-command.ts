import { applyDecorators, HttpStatus, Post } from '@nestjs/common';
import { alertSchema, type Permission } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers } from '../../http/api-controller';

/** A route that does something to one alert, and answers what it is then. */
export function AlertCommand(verb: string, permission: Permission = 'alert.handle'): MethodDecorator {
  return applyDecorators(Post(`:number/${verb}`), RequirePermission(permission), Answers(HttpStatus.OK, alertSchema));
}
