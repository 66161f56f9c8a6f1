/** Lists that come in pages. */

export interface Asked {
  page: number;
  page_size: number;
}

export interface Page<Row> {
  results: Row[];
  count: number;
  next?: string | null;
}

/** As many as the API gives at once. */
const PAGE_SIZE = 1000;

/** The rows of all pages. One that slips to the next page, since another is added, comes once. */
export async function allRows<Row extends { id: unknown }>(
  ask: (asked: Asked) => Promise<Page<Row>>,
): Promise<Row[]> {
  const found = new Map<unknown, Row>();
  for (let page = 1; ; page += 1) {
    const { results, next } = await ask({ page, page_size: PAGE_SIZE });
    for (const row of results) found.set(row.id, row);
    if (!next) return [...found.values()];
  }
}
