/** The periods that one chooses from: tax years, the latest first, and the quarters of each. */

import type { Schema } from "./api/client";
import type { Choice } from "./books";
import { formatPeriod, type Day } from "./dates";
import { m } from "./i18n/generated/messages";
import type { ReportName } from "./reporting";

export interface Days {
  start: Day;
  end: Day;
}

/** The value of a choice, and back. */
export function periodKey({ start, end }: Days): string {
  return start && end ? `${start}/${end}` : "";
}

export function daysOf(key: string): Days {
  const [start = "", end = ""] = key.split("/");
  return { start, end };
}

export function periodChoices(years: Schema["TaxYear"][], locale: string): Choice[] {
  return years.flatMap((year) => [
    { value: keyOf(year), label: m.reports_period_year({ name: year.name }) },
    ...year.quarters.map((quarter, index) => ({
      value: keyOf(quarter),
      label: m.reports_period_quarter({
        name: year.name,
        number: index + 1,
        months: formatPeriod(quarter.start_date, quarter.end_date, locale),
      }),
    })),
  ]);
}

/** Those of a report where none are chosen; none while they are not known. */
export function usualDays(usual: Schema["UsualPeriod"][] | undefined, report: ReportName): Days {
  const found = usual?.find((one) => one.report === report);
  return { start: found?.start_date ?? "", end: found?.end_date ?? "" };
}

function keyOf(period: Schema["Period"]): string {
  return periodKey({ start: period.start_date, end: period.end_date });
}
