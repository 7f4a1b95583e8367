import type { RunReport } from '../domain/report.ts';
import type { Console } from '../ports/console.ts';

/**
 * Takes account ids out of what people read. The runner's own masks would not do: GitHub leaves out whole outputs in which a masked
 * text stands, and an account id is in every ARN.
 */
export function maskAccounts(text: string): string {
  return text.replace(/(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g, '*'.repeat(12));
}

/** A report for people. Where things are (files, lines) stays: annotations would not find their place otherwise. */
export function maskedReport(report: RunReport): RunReport {
  return masked(report) as RunReport;
}

const PLACES = new Set(['place', 'manifest', 'path', 'files']);

function masked(value: unknown, key?: string): unknown {
  if (key !== undefined && PLACES.has(key)) return value;
  if (typeof value === 'string') return maskAccounts(value);
  if (Array.isArray(value)) return value.map((item) => masked(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, inner]) => !(name === 'fix' && isTelling(inner)));
  return Object.fromEntries(entries.map(([name, inner]) => [name, masked(inner, name)]));
}

/** A suggested change with a masked id in it would be a wrong one. */
function isTelling(text: unknown): boolean {
  return typeof text === 'string' && maskAccounts(text) !== text;
}

export function maskingConsole(console: Console): Console {
  return {
    info: (text) => {
      console.info(maskAccounts(text));
    },
    debug: (text) => {
      console.debug(maskAccounts(text));
    },
    group: (title, body) => console.group(maskAccounts(title), body),
    annotate: (annotation) => {
      console.annotate({ ...annotation, message: maskAccounts(annotation.message) });
    },
    show: console.show,
    bar: console.bar,
  };
}
