import { Injectable } from '@nestjs/common';
import { simulationSchema, type Simulation, type SimulationRequest } from '@tocsin/api-contract';
import { AnswerFailed, AnswerTooLate, MessageBus, NobodyAnswers, SIMULATE_QUESTION } from '@tocsin/messaging';

import { PlainProblem } from '../../http/problem';

/** A worker that is busy with events finds time for a thousand lines well before that. */
const LIMIT_MS = 20_000;

/** Asks a running pipeline, with the lists it has in memory. */
@Injectable()
export class Simulations {
  constructor(private readonly bus: MessageBus) {}

  async run(request: SimulationRequest): Promise<Simulation> {
    try {
      return simulationSchema.parse(await this.bus.ask(SIMULATE_QUESTION, request, LIMIT_MS));
    } catch (error) {
      throw problemOf(error);
    }
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof NobodyAnswers)
    return new PlainProblem(
      'unavailable',
      'pipeline.away',
      'No pipeline is running that could try the lines. Start one, or run ./tocsin simulate, which needs none.',
    );
  if (error instanceof AnswerTooLate)
    return new PlainProblem('unavailable', 'pipeline.busy', 'The pipeline is too busy. Try again, with fewer lines.');
  if (error instanceof AnswerFailed)
    return new PlainProblem(
      'too_large',
      'simulation.failed',
      'The pipeline gave no answer. Try again with fewer lines.',
    );
  return error;
}
