import {
  applyDecorators,
  Controller,
  HttpCode,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ApiDefaultResponse, ApiExtension, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { problemSchema } from '@tocsin/api-contract';
import type { z } from 'zod';

import { AccessGuard } from './access.guard';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { ProblemFilter } from './problem.filter';
import { requestValidation } from './request-validation';

/**
 * Routes under `/api/<path>` with everything our routes have: access rule, checked parameters, problem+json. Bound here and
 * not to the application, because other modules may share it.
 */
export function ApiController(path: string): ClassDecorator {
  return RouteController(`api/${path}`, path);
}

/** As {@link ApiController}, for what machines fetch from elsewhere. */
export function RouteController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(path),
    ApiTags(tag),
    ApiDefaultResponse({ description: 'Any error.', standardSchema: problemSchema }),
    UseGuards(AccessGuard),
    UseInterceptors(IdempotencyInterceptor),
    UsePipes(requestValidation),
    UseFilters(ProblemFilter),
  );
}

/**
 * For a list that is told whole, without pages.
 * @param how many there can be at most, in words for the reader of the document.
 */
export function Bounded(how: string): MethodDecorator {
  return applyDecorators(ApiExtension('x-bounded', how), ApiOperation({ description: `Without pages: ${how}.` }));
}

/** What a route answers when all goes well, for the caller and for the OpenAPI document. */
export function Answers(status: number, schema?: z.ZodType): MethodDecorator {
  const described = schema === undefined ? {} : { standardSchema: schema };
  return applyDecorators(HttpCode(status), ApiResponse({ status, description: 'Done.', ...described }));
}
