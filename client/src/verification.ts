/** That a person says of a receipt that its entry is right, as they have seen it. */

import { api, data, ifMatch } from "./api/client";

/** Throws ApiError, with 412 where somebody has changed it since it had that version. */
export function verifyReceipt(id: number, version: number) {
  return data(api.POST("/api/v1/receipts/{id}/verify/", { params: paramsOf(id, version) }));
}

/** As `verifyReceipt`. */
export function unverifyReceipt(id: number, version: number) {
  return data(api.POST("/api/v1/receipts/{id}/unverify/", { params: paramsOf(id, version) }));
}

function paramsOf(id: number, version: number) {
  return { path: { id }, header: ifMatch(version) };
}
