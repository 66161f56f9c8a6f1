import { describe, expect, it } from "vitest";
import { addAmounts } from "../money";
import { parted, type TypedPart } from "./split";

const percent = (percent: string): TypedPart => ({ percent, amount: null });
const amount = (amount: string): TypedPart => ({ percent: null, amount });
const rest: TypedPart = { percent: null, amount: null };

describe("a total in parts", () => {
  it.each([
    ["100.00", ["30", "70"], 2, ["30.00", "70.00"]],
    ["10.00", ["33.3", "33.3", "33.4"], 2, ["3.33", "3.33", "3.34"]],
    ["0.05", ["50", "50"], 2, ["0.02", "0.03"]],
    ["100.00", ["33.3333", "33.3333", "33.3334"], 2, ["33.33", "33.33", "33.34"]],
    ["0.10", ["12.5", "12.5", "75"], 2, ["0.01", "0.01", "0.08"]],
    ["-0.05", ["50", "50"], 2, ["-0.02", "-0.03"]],
    ["101", ["50", "50"], 0, ["50", "51"]],
    ["1.005", ["50", "50"], 3, ["0.502", "0.503"]],
  ])("%s by %s loses nothing", (total, percents, decimals, amounts) => {
    const found = parted(total, percents.map(percent), decimals);

    expect(found.amounts).toEqual(amounts);
    expect(addAmounts(...found.amounts)).toBe(total);
    expect(Number(found.missing)).toBe(0);
  });

  it("gives what is left to the part of which nothing was typed", () => {
    expect(parted("49.99", [percent("30"), amount("5.00"), rest], 2)).toEqual({
      amounts: ["15.00", "5.00", "29.99"],
      missing: "0.00",
    });
    expect(parted("9.99", [rest, rest], 2).amounts).toEqual(["0.00", "9.99"]);
  });

  it("says what is missing, or too much, where they are no whole", () => {
    expect(parted("10.00", [percent("30"), percent("60")], 2)).toEqual({
      amounts: ["3.00", "6.00"],
      missing: "1.00",
    });
    expect(parted("10.00", [amount("8"), amount("3.00")], 2).missing).toBe("-1.00");
    expect(parted("10.00", [amount("4.00"), amount("6.00")], 2).missing).toBe("0.00");
  });
});
