import { isAbsolute } from 'node:path';
import { VERSION } from '../domain/version.ts';
import { sarif } from '../report/sarif.ts';
import type { Reporter } from './reporter.ts';

export const sarifFile: Reporter = {
  what: 'the SARIF file',
  stage: 'here',
  applies: ({ inputs }) => inputs.sarifFile !== '',
  async report({ readable, inputs: { sarifFile: path } }, { workspace, results }) {
    const text = sarif(readable, VERSION);
    if (isAbsolute(path)) await results.writeTemporary(path, text);
    else await (await workspace.stage(path, text)).commit();
    return {};
  },
};
