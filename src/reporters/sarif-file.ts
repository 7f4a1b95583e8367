import { VERSION } from '../domain/version.ts';
import { sarif } from '../report/sarif.ts';
import type { Reporter } from './reporter.ts';

export const sarifFile: Reporter = {
  what: 'the SARIF file',
  stage: 'here',
  applies: ({ inputs }) => inputs.sarifFile !== '',
  async report({ readable, inputs }, { workspace }) {
    await (await workspace.stage(inputs.sarifFile, sarif(readable, VERSION))).commit();
    return {};
  },
};
