import type { PartChanges, Parts } from '../../domain/file.ts';
import { readJson, type JsonDocument } from './document.ts';

/** Parts of a JSON text, and why there are none where it cannot be understood. */
export interface JsonParts extends Parts {
  fault(text: string | null): string | undefined;
}

/**
 * The parts of a JSON file. `read` finds them, or says why nobody can; `write` changes a text for which it has found them, and is
 * given an empty object where there is no file yet.
 */
export function jsonParts(
  read: (document: JsonDocument) => ReadonlyMap<string, string> | string,
  write: (text: string, changes: PartChanges) => string | null,
): JsonParts {
  const understood = (text: string | null): ReadonlyMap<string, string> | string => {
    if (text === null) return new Map<string, string>();
    const document = readJson(text);
    return typeof document === 'string' ? document : read(document);
  };
  const faultIn = (text: string | null): string | undefined => {
    const parts = understood(text);
    return typeof parts === 'string' ? parts : undefined;
  };
  return {
    fault: faultIn,
    parts(text) {
      const parts = understood(text);
      return typeof parts === 'string' ? undefined : parts;
    },
    withParts(text, changes) {
      const fault = faultIn(text);
      // Somebody has changed it since it was looked at.
      if (fault !== undefined) throw new Error(`it cannot be understood: ${fault}`);
      const adds = [...changes.values()].some((part) => part !== undefined);
      return text === null && !adds ? null : write(text ?? '{}', changes);
    },
  };
}
