// What was copied from a spreadsheet, as cells.

/** The cells of what was copied, or null if it is a single one. Spreadsheets quote cells with tabs, lines or quotes. */
export function cellsOf(text) {
  const lines = [[]];
  const pattern = /(?:^|[\t\n])("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)/g;
  for (const found of text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").matchAll(pattern)) {
    const cell =
      found[1].startsWith('"') && found[1].endsWith('"') && found[1].length > 1
        ? found[1].slice(1, -1).replaceAll('""', '"')
        : found[1];
    if (found[0].startsWith("\n")) lines.push([]);
    lines.at(-1).push(cell.replace(/\s+/g, " ").trim());
  }
  return lines.length > 1 || lines[0].length > 1 ? lines : null;
}

/** The unit that these values of a column look like. */
export function unitOf(values) {
  const told = values.filter((value) => /\d/.test(value));
  const all = (pattern) => told.length && told.every((value) => pattern.test(value));
  if (all(/^[<>~≈]?\s*[\d.,]+\s*%$/)) return "percent";
  if (all(/^\d{1,3}(?:[ ,]?\d{3})*$/)) return "count";
  return all(/^[-−+]?[\d.,]+$/) ? "number" : "text";
}
