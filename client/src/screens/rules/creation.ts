/** A new rule of one's own, made once. */

import { api, created, data, ifMatch, type Schema } from "../../api/client";
import { Creation } from "../../api/creation";

export function newRule(): Creation<Schema["VendorRuleInputRequest"], Schema["VendorRule"]> {
  const path = "/api/v1/receipts/vendor-rules/{id}/";
  return new Creation({
    post(body, key) {
      const params = { header: { "Idempotency-Key": key } };
      return created(api.POST("/api/v1/receipts/vendor-rules/", { params, body }));
    },
    load: ({ id }) => data(api.GET(path, { params: { path: { id } } })),
    patch({ id, version }, body) {
      return data(api.PATCH(path, { params: { path: { id }, header: ifMatch(version) }, body }));
    },
  });
}
