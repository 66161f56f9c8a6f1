import { api, data } from "../api/client";
import type { Transaction } from "./form";

export function loadEntry(id: number): Promise<Transaction> {
  return data(api.GET("/api/v1/receipts/transactions/{id}/", { params: { path: { id } } }));
}
