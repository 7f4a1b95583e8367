import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [file.replaceAll('\\', '/'), readFileSync(`src/${file}`, 'utf8')] as const);

function filesWith(pattern: RegExp): readonly string[] {
  return SOURCES.flatMap(([file, text]) => (pattern.test(text) ? [file] : [])).toSorted();
}

test('findings are made in one place, which reads the severity of their rule', () => {
  expect(filesWith(/\bRULES\[[^\]]+\]\??\.severity/)).toEqual(['domain/finding.ts']);
  // SARIF describes the rules themselves.
  expect(filesWith(/\{[^{}]*\bseverity\b[^{}]*\} = RULES\[/)).toEqual(['report/sarif.ts']);
  // The report writes one that was made into a file.
  expect(filesWith(/(?:return|push\(|[=:]|=> \()\s*\{\s*rule(?:: [^,{}]+)?,(?:\s*\/\/[^\n]*)?\s*severity\b/)).toEqual([
    'domain/finding.ts',
    'report/report-json.ts',
  ]);
});

test('whether a rule is about drift is read from the table', () => {
  expect(filesWith(/startsWith\(['"`]drift/)).toEqual([]);
});
