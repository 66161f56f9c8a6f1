/** What fields are completed with: vendors by what is typed. */

import { api, data } from "../../api/client";
import type { Choice } from "../../books";

class Choices {
  vendors = $state.raw<Choice[]>([]);
  #asked = 0;

  /** A completion that fails is none; the name can be typed. */
  async findVendors(search: string): Promise<void> {
    const turn = (this.#asked += 1);
    const query = { page_size: 10, ...(search && { search }) };
    try {
      const found = await data(api.GET("/api/v1/receipts/vendors/", { params: { query } }));
      if (turn !== this.#asked) return;
      this.vendors = found.results.map(({ vendor }) => ({ value: vendor, label: vendor }));
    } catch {
      this.vendors = [];
    }
  }
}

export const choices = new Choices();
