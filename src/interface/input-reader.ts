import { posix } from 'node:path';
import { unsafePathReason } from '../manifest/unsafe-path.ts';
import { isOutdatedDigest, parseReviewedPlan } from '../plan/digest.ts';
import { branchName } from '../publish/branch-name.ts';
import {
  FAILURES,
  INPUTS,
  PUBLISH_CHANNELS,
  type Failure,
  type InputName,
  type PublishChannel,
} from './input-table.ts';

/** One method for each form of an input; each gives the value, or the default and a problem. */
interface InputReader {
  readonly text: (name: InputName) => string;
  readonly list: (name: InputName) => readonly string[];
  readonly complain: (name: InputName, allowed: string) => void;
  readonly oneOf: <T extends string>(name: InputName, values: readonly T[]) => T;
  readonly flag: (name: InputName) => boolean;
  readonly count: (name: InputName, least: number, most: number) => number;
  readonly folder: (name: InputName) => string;
  readonly reportFile: (name: InputName, temporary: string | undefined) => string;
  readonly digest: (name: InputName) => string;
  readonly accounts: (name: InputName) => readonly string[];
  readonly channels: (name: InputName) => ReadonlySet<PublishChannel>;
  readonly failures: (name: InputName, byDefault: readonly Failure[]) => ReadonlySet<Failure>;
  readonly branch: (name: InputName) => string;
  readonly artifactName: (name: InputName) => string;
}

/**
 * Reads single inputs, each in its form. `read` gives the text of an input as it was written, empty where it is not set. A value that is
 * not understood is noted in `problems`, and the default stands in for it.
 */
export function inputReader(read: (name: InputName) => string, problems: string[]): InputReader {
  const text = (name: InputName): string => read(name).trim() || INPUTS[name].default;
  const complain = (name: InputName, allowed: string) => {
    problems.push(`input "${name}" is ${JSON.stringify(text(name))}; allowed: ${allowed}`);
  };
  const list = (name: InputName): readonly string[] =>
    read(name)
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  /** Words of a list, of which `none` stands for no word at all. */
  const words = <T extends string>(name: InputName, values: readonly T[], none: string): readonly T[] => {
    const wanted = list(name).filter((word) => word !== none);
    const known = values.filter((value) => wanted.includes(value));
    if (known.length !== new Set(wanted).size) complain(name, [...values, none].join(', '));
    return known;
  };
  return {
    text,
    list,
    complain,
    oneOf: <T extends string>(name: InputName, values: readonly T[]): T => {
      const found = values.find((value) => value === text(name));
      if (found === undefined) complain(name, values.join(', '));
      return found ?? (INPUTS[name].default as T);
    },
    // The spellings that GitHub's own toolkit takes: YAML 1.2's core schema.
    flag: (name: InputName): boolean => {
      const value = text(name);
      if (/^(true|True|TRUE|false|False|FALSE)$/.test(value)) return value.toLowerCase() === 'true';
      complain(name, 'true, false');
      return (INPUTS[name].default as string) === 'true';
    },
    count: (name: InputName, least: number, most: number): number => {
      const value = text(name);
      const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN;
      if (number >= least && number <= most) return number;
      complain(name, `a whole number from ${least} to ${most}`);
      return Number(INPUTS[name].default);
    },
    folder: (name: InputName): string => {
      const path = text(name).replaceAll('\\', '/');
      const normal = posix.normalize(path);
      if (!posix.isAbsolute(path) && !/^[A-Za-z]:/.test(path) && normal !== '..' && !normal.startsWith('../'))
        return path;
      complain(name, 'a relative path inside the workspace');
      return '';
    },
    /** A file beside the generated ones: in the workspace, or anywhere below the runner's temporary folder. */
    reportFile: (name: InputName, temporary: string | undefined): string => {
      const path = text(name).replaceAll('\\', '/');
      if (path === '') return '';
      const normal = posix.normalize(path);
      const isTemporary =
        temporary !== undefined && normal.startsWith(`${posix.normalize(temporary.replaceAll('\\', '/'))}/`);
      if (isTemporary || unsafePathReason(normal) === undefined) return normal;
      complain(name, 'a relative path inside the workspace, or a path below RUNNER_TEMP');
      return '';
    },
    digest: (name: InputName): string => {
      const value = read(name).trim();
      if (value === '' || parseReviewedPlan(value) !== undefined) return value;
      if (isOutdatedDigest(value)) {
        problems.push(`input "${name}" has parts shorter than 128 bits, as earlier versions made them: run plan again`);
      } else complain(name, 'the output plan-digest of a plan, or JSON such as {"dev": "sha256:…"}');
      return '';
    },
    accounts: (name: InputName): readonly string[] => {
      const ids = list(name);
      if (ids.every((id) => /^\d{12}$/.test(id))) return ids;
      complain(name, 'account ids of twelve digits, by comma');
      return [];
    },
    channels: (name: InputName): ReadonlySet<PublishChannel> => {
      const known = words(name, PUBLISH_CHANNELS, 'none');
      if (known.includes('commit') && known.includes('pull-request'))
        complain(name, 'commit or pull-request, not both');
      return new Set(known);
    },
    /** What makes the run fail; `byDefault` where nothing is said. */
    failures: (name: InputName, byDefault: readonly Failure[]): ReadonlySet<Failure> => {
      const given = list(name);
      const sofar = problems.length;
      const known = words(name, FAILURES, 'never');
      if (given.includes('never') && given.length > 1)
        complain(name, `${FAILURES.join(', ')}; or never, and nothing else`);
      // What is not understood must not switch failing off.
      if (given.length === 0 || problems.length > sofar) return new Set(byDefault);
      // Whoever fails on warnings fails on errors.
      return new Set(known.includes('warning') ? ['error' as const, ...known] : known);
    },
    branch: (name: InputName): string => {
      const value = text(name);
      const found = value === '' ? '' : branchName(value);
      if (found !== undefined) return found;
      complain(
        name,
        'the name of a branch, such as main or refs/heads/main; no tag, and nothing that git does not take',
      );
      return '';
    },
    // Source: actions/toolkit, the characters that an artifact name may not have.
    artifactName: (name: InputName): string => {
      const value = text(name);
      if (!/[":<>|*?\r\n\\/]/.test(value)) return value;
      complain(name, 'a name without " : < > | * ? \\ / and line breaks');
      return INPUTS[name].default;
    },
  };
}
