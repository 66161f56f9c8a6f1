/** A new rule of one's own, made once. */

import { answer, api, data, ifMatch, wasDoneBefore, type Schema } from "../../api/client";
import { Creation } from "../../api/creation";

export function newRule(): Creation<Schema["VendorRuleInputRequest"], Schema["VendorRule"]> {
  const path = "/api/v1/receipts/vendor-rules/{id}/";
  return new Creation({
    async post(body, key) {
      const params = { header: { "Idempotency-Key": key } };
      const call = api.POST("/api/v1/receipts/vendor-rules/", { params, body });
      const { data: made, response } = await answer(call);
      return { made, isOld: wasDoneBefore(response) };
    },
    load: ({ id }) => data(api.GET(path, { params: { path: { id } } })),
    patch({ id, version }, body) {
      return data(api.PATCH(path, { params: { path: { id }, header: ifMatch(version) }, body }));
    },
  });
}
