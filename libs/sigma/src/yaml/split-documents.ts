/** The text of one YAML document, and the line of its file before it. */
export interface DocumentText {
  readonly text: string;
  readonly linesBefore: number;
}

/** No line of a document may begin so: YAML keeps it for the start of the next one. */
const NEXT_DOCUMENT = /^(?=---(?:\s|$))/m;

/** Cuts a file into its documents, so that one that is broken leaves the others alone. */
export function splitDocuments(file: string): DocumentText[] {
  let linesBefore = 0;
  return file.split(NEXT_DOCUMENT).map((text) => {
    const document = { text, linesBefore };
    linesBefore += text.split('\n').length - 1;
    return document;
  });
}
