import { Injectable } from '@nestjs/common';

export interface CheckResult {
  readonly ok: boolean;
  /** What is wrong and what to do; empty when all is well. */
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const TIME_LIMIT_MS = 3_000;

/** What a process needs before it can do its job: each part adds its own question and answers it when asked. */
@Injectable()
export class ReadinessChecks {
  private readonly questions = new Map<string, () => Promise<CheckResult>>();

  /** Adding under a name that is taken replaces the older question. */
  add(name: string, question: () => Promise<CheckResult>): void {
    this.questions.set(name, question);
  }

  /** Asks all at once; a question that throws or takes longer than three seconds is a "no". */
  async ask(): Promise<Readiness> {
    const answers = await Promise.all(
      [...this.questions].map(async ([name, question]) => [name, await answerInTime(question)] as const),
    );
    return { ready: answers.every(([, answer]) => answer.ok), checks: Object.fromEntries(answers) };
  }
}

async function answerInTime(question: () => Promise<CheckResult>): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'No answer in 3 s.' }), TIME_LIMIT_MS);
  });
  try {
    return await Promise.race([question(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
