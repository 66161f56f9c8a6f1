/** Chart.js, of which only what is drawn here; loaded when a chart comes into view. */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface Drawing {
  kind: "bars" | "lying bars" | "lines";
  labels: string[];
  series: { label: string; values: number[]; /** As the table writes them. */ texts: string[] }[];
  /** For the marks of the axis. */
  format: (value: number) => string;
}

const COLOURS = ["--accent", "--line-strong", "--warn"];

export function draw(canvas: HTMLCanvasElement, drawing: Drawing): Chart {
  const style = getComputedStyle(canvas);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const isLying = drawing.kind === "lying bars";
  const names = { ticks: { color: token("--ink") }, grid: { display: false } };
  const values = {
    beginAtZero: true,
    ticks: {
      color: token("--ink-soft"),
      maxTicksLimit: 6,
      callback: (value: string | number) => drawing.format(Number(value)),
    },
    grid: { color: token("--line") },
  };
  return new Chart(canvas, {
    type: drawing.kind === "lines" ? "line" : "bar",
    data: {
      labels: drawing.labels,
      datasets: drawing.series.map(({ label, values }, index) => ({
        label,
        data: values,
        backgroundColor: token(COLOURS[index]!),
        borderColor: token(COLOURS[index]!),
        borderWidth: drawing.kind === "lines" ? 2 : 0,
        borderDash: drawing.kind === "lines" && index ? [5, 4] : [],
        borderRadius: 2,
        maxBarThickness: 22,
        pointRadius: 2,
      })),
    },
    options: {
      indexAxis: isLying ? "y" : "x",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", axis: isLying ? "y" : "x", intersect: false },
      font: { family: style.fontFamily },
      scales: isLying ? { x: values, y: names } : { x: names, y: values },
      plugins: {
        legend: {
          display: drawing.series.length > 1,
          align: "start",
          labels: { color: token("--ink"), boxWidth: 12, boxHeight: 12 },
        },
        tooltip: {
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => {
              const of = drawing.series[datasetIndex]!;
              return `${of.label}: ${of.texts[dataIndex]}`;
            },
          },
        },
      },
    },
  });
}
