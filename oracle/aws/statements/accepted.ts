import { PROBLEMS, type Fault } from './judge.ts';

/** Faults that we know of and keep. Each one has to occur: what is fixed must leave this list. */
interface Accepted {
  readonly why: string;
  readonly category: Fault['category'];
  readonly profile: Fault['profile'];
  readonly problem: string;
  /** The subjects; left out: all that have the problem. */
  readonly subjects?: readonly string[];
}

export const ACCEPTED: readonly Accepted[] = [
  {
    why: 'the Amplify CLI writes this name for `DetectLabels`, and the profile promises what the CLI writes',
    category: 'predictions',
    profile: 'amplify',
    problem: PROBLEMS.noAction,
    subjects: ['rekognition:DetectLabel'],
  },
  {
    why: 'the Amplify CLI lets users read the job of anybody; `strict` leaves it out',
    category: 'predictions',
    profile: 'amplify',
    problem: PROBLEMS.wide,
    subjects: ['transcribe:GetTranscriptionJob'],
  },
  ...(['pinpoint', 'notifications'] as const).map((category) => ({
    why: `${category}: one list of resources for all rights; the app itself allows nothing where no right is for it`,
    category,
    profile: 'strict' as const,
    problem: PROBLEMS.idle,
  })),
  {
    why: 'AWS checks it on `log-group:NAME:log-stream:`, as its refusals say, and the reference leaves that ending out',
    category: 'logging',
    profile: 'amplify',
    problem: PROBLEMS.elsewhere,
    subjects: ['logs:DescribeLogStreams'],
  },
  {
    why: 'the same in `strict`',
    category: 'logging',
    profile: 'strict',
    problem: PROBLEMS.elsewhere,
    subjects: ['logs:DescribeLogStreams'],
  },
  {
    why: 'the Amplify CLI lists these on the user pool, where they allow nothing; `strict` leaves them out',
    category: 'lambda',
    profile: 'amplify',
    problem: PROBLEMS.noResource,
  },
];

/** The faults that nobody has accepted, and the acceptances that nothing needs any more. */
export function afterAcceptance(
  faults: readonly Fault[],
  accepted: readonly Accepted[] = ACCEPTED,
): { readonly open: readonly Fault[]; readonly needless: readonly string[] } {
  const covers = ({ category, profile, problem, subjects }: Accepted, fault: Fault) =>
    fault.category === category &&
    fault.profile === profile &&
    fault.problem === problem &&
    (subjects?.includes(fault.subject) ?? true);
  return {
    open: faults.filter((fault) => !accepted.some((one) => covers(one, fault))),
    needless: accepted.filter((one) => !faults.some((fault) => covers(one, fault))).map(({ why }) => why),
  };
}
