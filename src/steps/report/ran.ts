import type { RunReport } from '../../domain/report.ts';
import type { Manifest } from '../../manifest/model.ts';

/** What a run leaves for the reporters. */
export interface Ran {
  readonly report: RunReport;
  readonly manifests: readonly Manifest[];
}
