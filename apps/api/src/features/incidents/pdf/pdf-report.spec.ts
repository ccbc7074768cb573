import { pdfOf } from './pdf-report';

const HOSTILE =
  '<img src=x onerror=alert(1)> (\\) endobj /JS (app.alert(1)) http://evil.example \u202egnp.exe\u0000 😀👩‍👩‍👧 مرحبا שלום 中文 \ud83d';

const report = (rows: number) => ({
  title: `INC-2026-0042 ${HOSTILE}`,
  sections: [
    { heading: 'Summary', blocks: [{ kind: 'text' as const, text: `${HOSTILE}\n${'long'.repeat(2_000)}` }] },
    {
      heading: 'Indicators',
      blocks: [
        {
          kind: 'table' as const,
          head: ['Value', 'Type', 'Note'],
          rows: Array.from({ length: rows }, (_, index) => [`203.0.113.${index} ${HOSTILE}`, 'ipv4', 'x'.repeat(400)]),
        },
      ],
    },
    { heading: 'Empty', blocks: [{ kind: 'table' as const, head: [], rows: [] }] },
  ],
});

describe('a report as PDF', () => {
  it('is a document of several pages, whatever stands in it, without links, scripts or forms', async () => {
    const pdf = (await pdfOf(report(40))).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(2);
    expect(pdf).not.toMatch(/\/(Annots|JavaScript|JS|URI|AcroForm|OpenAction|EmbeddedFile)\b/);
  });

  it('has as many pages as it needs', async () => {
    const count = async (rows: number): Promise<number> =>
      (await pdfOf(report(rows))).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(await count(60)).toBeGreaterThan(await count(1));
  });
});
