export { makeCiRole, PROOF, READS, trustsAccount, trustsGitHub, WRITES } from '../../scripts/testbed/seed/ci-roles.mjs';
