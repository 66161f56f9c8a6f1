/** An entry as its form holds it, all texts as they are typed, and what of it is a change. */

import type { Schema } from "../api/client";
import { isDay } from "../dates";
import {
  type AmountFault,
  compareAmounts,
  editableAmount,
  parseAmount,
  parsePercent,
  percentOf,
  readAmount,
  shareOf,
} from "../money";

export type Transaction = Schema["Transaction"];
export type EntryChange = Schema["PatchedEntryChangeRequest"];

export const AMOUNTS = ["total", "subtotal", "discount", "tax", "tip", "rounding"] as const;
const TEXTS = [
  "vendor",
  "purchased_on",
  "currency",
  "category",
  "transaction_type",
  "payment_method",
  "receipt_number",
  "notes",
] as const;
export type AmountName = (typeof AMOUNTS)[number];
export type FieldName = AmountName | (typeof TEXTS)[number] | "deductible_share";
/** What the API takes away by null, not by an empty text. */
const NULL_IF_EMPTY = new Set<FieldName>(["purchased_on", "category"]);

export interface ItemForm {
  description: string;
  quantity: string;
  unit_price: string;
  amount: string;
  category: string;
}
export interface TaxLineForm {
  kind: string;
  rate: string;
  net: string;
  tax: string;
}
export type TypedEntry = Record<FieldName, string> & {
  items: ItemForm[];
  tax_lines: TaxLineForm[];
};
export type PartName = FieldName | "items" | "tax_lines";
export const PARTS: PartName[] = [...TEXTS, ...AMOUNTS, "deductible_share", "items", "tax_lines"];

/** What says nothing without the first of them: an amount without its currency. */
export const GROUPS: [PartName, ...PartName[]][] = [
  ["currency", ...AMOUNTS, "items", "tax_lines"],
  ["transaction_type", "category", "deductible_share"],
];

export const EMPTY_ITEM: ItemForm = {
  description: "",
  quantity: "",
  unit_price: "",
  amount: "",
  category: "",
};
export const EMPTY_TAX_LINE: TaxLineForm = {
  kind: "charged",
  rate: "",
  net: "",
  tax: "",
};

/** Why something that was typed cannot be saved. */
export type Fault = AmountFault | { kind: "day" } | { kind: "share" };
/** By names such as "total" or "items[2].amount". */
export type Faults = Record<string, Fault>;

export interface Changes {
  body: EntryChange;
  wrong: Faults;
}

/**
 * `entry` null: there is none yet, such as of a receipt that could not be read. A share is in
 * percent; empty: as the category has it.
 */
export function formOf(entry: Transaction | null, locale: string, currency: string): TypedEntry {
  const texts = TEXTS.map((name) => [name, entry?.[name] ?? ""]);
  const amounts = AMOUNTS.map((name) => [name, editableAmount(entry?.[name], locale)]);
  const form = Object.fromEntries([...texts, ...amounts]) as TypedEntry;
  form.currency ||= currency;
  form.transaction_type ||= "expense";
  form.deductible_share = entry
    ? editableAmount(withoutZeros(percentOf(entry.deductible_share)), locale)
    : "";
  form.items = (entry?.items ?? []).map((item) => itemForm(item, locale));
  form.tax_lines = (entry?.tax_lines ?? []).map((line) => ({
    kind: line.kind,
    rate: editableAmount(withoutZeros(line.rate), locale),
    net: editableAmount(line.net, locale),
    tax: editableAmount(line.tax, locale),
  }));
  return form;
}

function itemForm(item: Schema["LineItem"], locale: string): ItemForm {
  return {
    description: item.description,
    quantity: editableAmount(withoutZeros(item.quantity), locale),
    unit_price: editableAmount(item.unit_price, locale),
    amount: editableAmount(item.amount, locale),
    category: item.category ?? "",
  };
}

/** All of it as the API takes it, but for what is no amount and no day. */
export function wholeOf(form: TypedEntry, locale: string): Changes {
  const body: Record<string, unknown> = {};
  const wrong: Faults = {};
  const amount = (typed: string, name: string, decimals?: number): string | null => {
    if (!typed.trim()) return null;
    const { amount, fault } = readAmount(typed, locale, form.currency, decimals);
    if (fault) wrong[name] = fault;
    return amount;
  };
  const number = (typed: string, name: string, parse = parsePercent): string | null => {
    const parsed = typed.trim() ? parse(typed, locale) : null;
    if (typed.trim() && parsed === null) wrong[name] = { kind: "unreadable" };
    return parsed;
  };
  for (const name of TEXTS) {
    body[name] = form[name].trim() || (NULL_IF_EMPTY.has(name) ? null : "");
  }
  if (body.purchased_on !== null && !isDay(String(body.purchased_on))) {
    wrong.purchased_on = { kind: "day" };
    body.purchased_on = null;
  }
  for (const name of AMOUNTS) body[name] = amount(form[name], name);
  // Where nothing is spent there is no such field, so what was typed of it before is not judged.
  const share = form.transaction_type === "expense" ? form.deductible_share : "";
  const percent = number(share, "deductible_share");
  if (!share.trim()) body.deductible_share = null;
  else if (percent !== null && isShare(percent)) body.deductible_share = shareOf(percent);
  else wrong.deductible_share = { kind: "share" };
  const items = form.items.map((item, index) => ({
    description: item.description.trim(),
    quantity: number(item.quantity, `items[${index}].quantity`, parseAmount),
    unit_price: amount(item.unit_price, `items[${index}].unit_price`, Infinity),
    amount: amount(item.amount, `items[${index}].amount`),
    category: item.category || null,
  }));
  const taxLines = form.tax_lines.map((line, index) => ({
    kind: line.kind,
    rate: number(line.rate, `tax_lines[${index}].rate`),
    net: amount(line.net, `tax_lines[${index}].net`),
    tax: amount(line.tax, `tax_lines[${index}].tax`),
  }));
  body.items = items.filter(isFilled);
  body.tax_lines = taxLines.filter(isFilled);
  return { body: body as EntryChange, wrong };
}

function isShare(percent: string): boolean {
  return !percent.startsWith("-") && compareAmounts(percent, "100") <= 0;
}

/** What kind of line it is says nothing yet. */
function isFilled(row: object): boolean {
  return Object.entries(row).some(([name, value]) => name !== "kind" && Boolean(value));
}

/** Its rows are those that the API is given, with the same numbers. */
export function dropEmptyRows(form: TypedEntry): void {
  form.items = form.items.filter(isFilled);
  form.tax_lines = form.tax_lines.filter(isFilled);
}

/** What differs from `before`, as the API takes it. What is stored is not refused. */
export function changesOf(form: TypedEntry, before: TypedEntry, locale: string): Changes {
  const { body, wrong } = wholeOf(form, locale);
  const changed = <Value>(values: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(values).filter(
        ([name]) => !isSame(partOf(name) as PartName, form, before, locale),
      ),
    );
  return { body: changed(body) as EntryChange, wrong: changed(wrong) };
}

/** Whether a part is the same in both, however its amounts are written. */
export function isSame(
  name: PartName,
  form: TypedEntry,
  before: TypedEntry,
  locale: string,
): boolean {
  const currencies: [string, string] = [form.currency, before.currency];
  if (name === "items" || name === "tax_lines") {
    const [rows, known] = [form[name], before[name]].map((list) =>
      (list as object[]).filter(isFilled),
    );
    const isAsLong = rows!.length === known!.length;
    return isAsLong && rows!.every((row, at) => sameRow(row, known![at]!, locale, currencies));
  }
  if ((TEXTS as readonly string[]).includes(name)) return form[name].trim() === before[name].trim();
  return sameAmount(name, form[name], before[name], locale, currencies);
}

/** However its amounts are written. */
function sameRow(
  row: object,
  other: object,
  locale: string,
  currencies: [string, string],
): boolean {
  return Object.entries(row).every(([column, text]: [string, string]) => {
    const known = (other as Record<string, string>)[column]!;
    if (ROW_AMOUNTS.includes(column)) return sameAmount(column, text, known, locale, currencies);
    return text.trim() === known.trim();
  });
}

function sameAmount(
  name: string,
  text: string,
  other: string,
  locale: string,
  currencies: [string, string],
): boolean {
  if (text.trim() === other.trim()) return true;
  const [one, two] = [text, other].map((typed, at) => parsed(name, typed, locale, currencies[at]!));
  return one != null && two != null && compareAmounts(one, two) === 0;
}

/** As the field or column of that name is read. Null: it is no number there. */
function parsed(name: string, typed: string, locale: string, currency: string): string | null {
  if (name === "quantity") return parseAmount(typed, locale);
  if (name === "rate" || name === "deductible_share") return parsePercent(typed, locale);
  return parseAmount(typed, locale, currency, name === "unit_price" ? Infinity : undefined);
}

/** Whether something is typed that is not saved, be it an amount or not. */
export function isTyped({ body, wrong }: Changes): boolean {
  return Object.keys({ ...wrong, ...body }).length > 0;
}

/**
 * `form` as it can be saved: what is `wrong` waits, as it was `before`. A cell waits alone in a row
 * that is known by its other cells, else with its list; an amount with a currency that is new.
 */
export function sendable(
  form: TypedEntry,
  before: TypedEntry,
  wrong: Faults,
  locale: string,
): TypedEntry {
  const sent = structuredClone(form);
  const places = Object.keys(wrong);
  const wait = (name: PartName) => Object.assign(sent, { [name]: structuredClone(before[name]) });
  const isKnown = (place: string) => {
    const [row, stored] = [rowOf(sent, place), rowOf(before, place)];
    return row && stored && sameRow(row, stored, locale, [sent.currency, before.currency]);
  };
  for (const place of places) {
    const column = place.split(".")[1];
    if (column === undefined) wait(place as PartName);
    else setValue(sent, place, rowOf(before, place)?.[column] ?? "");
  }
  for (const place of places) {
    if (place.includes("[") && !isKnown(place)) wait(partOf(place) as PartName);
  }
  for (const [lead, ...parts] of GROUPS) {
    const isWrong = parts.some((name) => places.some((place) => partOf(place) === name));
    if (isWrong && form[lead] !== before[lead]) [lead, ...parts].forEach(wait);
  }
  return sent;
}

/** What was typed and left. */
export interface Draft {
  form: TypedEntry;
  /** The entry as it was when one began to type. */
  before: TypedEntry;
}

/** A new one like it, such as next month's rent. Its number is of one alone. */
export function anotherLike(entry: Transaction, empty: TypedEntry, locale: string): Draft {
  const own = { purchased_on: empty.purchased_on, receipt_number: "" };
  return { form: { ...formOf(entry, locale, entry.currency), ...own }, before: empty };
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function withoutZeros(value: string | null): string | null {
  return value?.includes(".") ? value.replace(/\.?0+$/, "") : value;
}

/** "items" of "items[2].amount". */
export function partOf(name: string): string {
  return name.split("[")[0]!;
}

const ROW_AMOUNTS = ["quantity", "unit_price", "amount", "rate", "net", "tax"];
const ALL_AMOUNTS: readonly string[] = [...AMOUNTS, ...ROW_AMOUNTS, "deductible_share"];

/** Like `setValue`, as the API writes it. */
export function setApiValue(form: TypedEntry, name: string, value: string, locale: string): void {
  const isAmount = ALL_AMOUNTS.includes(name.split(".").at(-1)!);
  setValue(form, name, isAmount ? editableAmount(value, locale) : value);
}

/** `form` with another type, which has categories of its own. */
export function withType(form: TypedEntry, type: string): TypedEntry {
  if (form.transaction_type === type) return form;
  return { ...withoutSplit(form), transaction_type: type, category: "" };
}

/** All of it in the entry's own category. */
export function withoutSplit(form: TypedEntry): TypedEntry {
  return { ...form, items: form.items.map((item) => ({ ...item, category: "" })) };
}

/** Sets "total" or "items[2].amount". A row that is not there stays so. */
export function setValue(form: TypedEntry, name: string, value: string): void {
  const column = name.split(".")[1];
  if (column === undefined) (form as unknown as Record<string, string>)[name] = value;
  else Object.assign(rowOf(form, name) ?? {}, { [column]: value });
}

/** Of "items[2].amount". Undefined: there is none. */
function rowOf(form: TypedEntry, place: string): Record<string, string> | undefined {
  const [, list, index] = /^(items|tax_lines)\[(\d+)\]/.exec(place) ?? [];
  const rows = form[list as "items" | "tax_lines"] as unknown as Record<string, string>[];
  return rows?.[Number(index)];
}
