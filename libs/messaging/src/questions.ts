import { Logger } from '@nestjs/common';

import { MAX_BODY_BYTES } from './limits';
import { AnswerFailed, type Answerer } from './message-bus';

/** Questions of one topic that one answerer works on at once; the others wait, or go to somebody else. */
export const QUESTIONS_AT_ONCE = 4;

interface AnswerOnTheWire {
  readonly answer?: unknown;
  readonly failure?: string;
}

const logger = new Logger('MessageBus');

/** @throws {RangeError} when it is too big to be sent: trying again cannot help. */
export function encodeQuestion(topic: string, question: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(question ?? null));
  if (body.length > MAX_BODY_BYTES)
    throw new RangeError(
      `A question on '${topic}' has ${body.length} bytes, more than ${MAX_BODY_BYTES}; ask in parts.`,
    );
  return body;
}

/** The answer to a question as it travels, a failure included. Never throws. */
export async function answerTo(topic: string, body: Buffer, answerer: Answerer): Promise<Buffer> {
  try {
    const answer = encode({ answer: await answerer(JSON.parse(body.toString('utf8'))) });
    if (answer.length <= MAX_BODY_BYTES) return answer;
    return encode({ failure: `The answer has ${answer.length} bytes, more than ${MAX_BODY_BYTES}; ask for less.` });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    logger.warn(`A question on '${topic}' could not be answered: ${failure}`);
    return encode({ failure });
  }
}

/** @throws {AnswerFailed} when the answer is that there is none. */
export function decodeAnswer(topic: string, body: Buffer): unknown {
  const { answer, failure } = JSON.parse(body.toString('utf8')) as AnswerOnTheWire;
  if (failure !== undefined) throw new AnswerFailed(`The question on '${topic}' could not be answered: ${failure}`);
  return answer;
}

function encode(answer: AnswerOnTheWire): Buffer {
  return Buffer.from(JSON.stringify(answer));
}
