export { makeCiRole, PROOF, READS, trustsAccount, trustsGitHub, WRITES } from '../../testbed/aws/seed/ci-roles.mjs';
