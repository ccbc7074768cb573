import PDFDocument from 'pdfkit';

import { fontFile, type FontName } from './pdf-fonts';
import { linesOf, type Line, type LineWish } from './pdf-lines';

const MARGIN = 48;
const FOOT = 24;
const LINE = 1.35;
const GREY = '#555555';

/** A document that is written from top to bottom; a page is begun when one is full. */
export class PdfPages {
  readonly width: number;
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;
  private readonly used = new Set<FontName>();
  private top = MARGIN;
  private count = 1;

  constructor(
    title: string,
    private readonly foot: string,
  ) {
    this.document = new PDFDocument({ size: 'A4', margin: 0, info: { Title: title, Producer: 'Tocsin' }, lang: 'en' });
    this.ended = new Promise((resolve) => this.document.on('end', resolve));
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.width = this.document.page.width - 2 * MARGIN;
    this.writeFoot();
  }

  space(points: number): void {
    this.top += points;
  }

  /** Begins a page unless there is room for so much. */
  keep(points: number): void {
    if (this.top + points <= this.bottom) return;
    this.document.addPage();
    this.count += 1;
    this.top = MARGIN;
    this.writeFoot();
  }

  text(text: string, wish: Omit<LineWish, 'width'>): void {
    for (const line of linesOf(text, { ...wish, width: this.width }))
      this.row([{ left: 0, width: this.width, line }], wish);
  }

  /** Lines beside each other, at the same height. */
  row(cells: readonly { left: number; width: number; line: Line | undefined }[], { size }: { size: number }): void {
    const height = size * LINE;
    this.keep(height);
    for (const { left, width, line } of cells) if (line !== undefined) this.draw(line, MARGIN + left, width, size);
    this.top += height;
  }

  rule(): void {
    const { document, top } = this;
    document
      .moveTo(MARGIN, top)
      .lineTo(MARGIN + this.width, top)
      .lineWidth(0.5)
      .strokeColor('#bbbbbb')
      .stroke();
    this.top += 3;
  }

  async end(): Promise<Buffer> {
    this.document.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  private get bottom(): number {
    return this.document.page.height - MARGIN - FOOT;
  }

  private draw({ pieces, width: wide, isRightToLeft }: Line, left: number, width: number, size: number): void {
    let x = isRightToLeft ? left + Math.max(0, width - wide) : left;
    for (const { text, font, width: step } of pieces) {
      this.use(font);
      this.document.fontSize(size).fillColor('black').text(text, x, this.top, { lineBreak: false });
      x += step;
    }
  }

  private use(name: FontName): void {
    if (!this.used.has(name)) {
      this.document.registerFont(name, fontFile(name));
      this.used.add(name);
    }
    this.document.font(name);
  }

  private writeFoot(): void {
    const [line] = linesOf(`${this.foot}  ·  ${this.count}`, { font: 'text', size: 8, width: this.width });
    const { top } = this;
    this.top = this.document.page.height - MARGIN;
    if (line !== undefined) this.draw(line, MARGIN, this.width, 8);
    this.document.fillColor(GREY);
    this.top = top;
  }
}
