import { Refusal } from '../../refusal';

/** Questions under way at once: they share the database's connections with the keys, and must leave those some. */
const MAX_QUESTIONS = 4;
const MAX_QUESTIONS_PER_SOURCE = 2;

/** Keeps questions from becoming a load. */
export class QuestionLimit {
  private readonly asking: string[] = [];

  /** @throws {Refusal} when enough is being asked already, else what `work` throws. */
  async within<T>(source: string, work: () => Promise<T>): Promise<T> {
    const ofSource = this.asking.filter((other) => other === source).length;
    if (this.asking.length >= MAX_QUESTIONS || ofSource >= MAX_QUESTIONS_PER_SOURCE)
      throw new Refusal('busy.receipts', 'Enough receipts are being looked up. Ask again later.');
    this.asking.push(source);
    try {
      return await work();
    } finally {
      this.asking.splice(this.asking.indexOf(source), 1);
    }
  }
}
