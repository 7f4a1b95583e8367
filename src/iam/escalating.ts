import { matchesPattern } from './match.ts';

/**
 * Actions by which one gets rights that one was not given: by running code with the role of a function, an instance, a job or a stack,
 * by handing out access, or by reading the secrets of others. `service:action`, with IAM's wildcards.
 *
 * Sources: the published lists of privilege escalation in AWS (Rhino Security Labs, "AWS IAM Privilege Escalation"; pathfinding.cloud),
 * and the Service Authorization Reference for the names.
 */
const ESCALATING: readonly string[] = [
  // Code that runs with somebody else's role.
  'apprunner:createservice',
  'apprunner:updateservice',
  'batch:registerjobdefinition',
  'bedrock-agentcore:createcodeinterpreter',
  'codebuild:createproject',
  'codebuild:startbuild',
  'codebuild:startbuildbatch',
  'codebuild:updateproject',
  'codedeploy:createdeployment',
  'codepipeline:createpipeline',
  'codepipeline:updatepipeline',
  'codestar:associateteammember',
  'codestar:createproject',
  'datapipeline:createpipeline',
  'datapipeline:putpipelinedefinition',
  'ec2:associateiaminstanceprofile',
  'ec2:createlaunchtemplate',
  'ec2:createlaunchtemplateversion',
  'ec2:modifyinstanceattribute',
  'ec2:replaceiaminstanceprofileassociation',
  'ec2:requestspotfleet',
  'ec2:requestspotinstances',
  'ec2:runinstances',
  'ec2-instance-connect:sendserialconsolesshpublickey',
  'ec2-instance-connect:sendsshpublickey',
  'ecs:createservice',
  'ecs:executecommand',
  'ecs:registertaskdefinition',
  'ecs:runtask',
  'ecs:starttask',
  'ecs:updateservice',
  'eks:associateaccesspolicy',
  'eks:createaccessentry',
  'eks:updateaccessentry',
  'elasticmapreduce:addjobflowsteps',
  'elasticmapreduce:runjobflow',
  'glue:createdevendpoint',
  'glue:createjob',
  'glue:createsession',
  'glue:runstatement',
  'glue:updatedevendpoint',
  'glue:updatejob',
  'lambda:addlayerversionpermission',
  'lambda:addpermission',
  'lambda:createeventsourcemapping',
  'lambda:createfunction',
  'lambda:createfunctionurlconfig',
  'lambda:publishlayerversion',
  'lambda:updateeventsourcemapping',
  'lambda:updatefunctioncode',
  'lambda:updatefunctionconfiguration',
  'sagemaker:createnotebookinstance',
  'sagemaker:createnotebookinstancelifecycleconfig',
  'sagemaker:createpresigneddomainurl',
  'sagemaker:createpresignednotebookinstanceurl',
  'sagemaker:createprocessingjob',
  'sagemaker:createtrainingjob',
  'sagemaker:updatenotebookinstance',
  'sagemaker:updatenotebookinstancelifecycleconfig',
  'ssm:createassociation',
  'ssm:createdocument',
  'ssm:resumesession',
  'ssm:sendcommand',
  'ssm:startautomationexecution',
  'ssm:startsession',
  'ssm:updateassociation',
  'ssm:updatedocument',
  'states:createstatemachine',
  'states:updatestatemachine',
  // Access that is handed out, and secrets of others.
  'kms:creategrant',
  'kms:putkeypolicy',
  'secretsmanager:getsecretvalue',
  'secretsmanager:batchgetsecretvalue',
  'secretsmanager:putresourcepolicy',
  'secretsmanager:putsecretvalue',
  'secretsmanager:updatesecret',
];

/** Services in which every write leads to more rights: those of an organization, of its users, and of stacks. */
const LEADING: readonly string[] = [
  'account',
  'cloudformation',
  'identitystore',
  'organizations',
  'sso',
  'sso-directory',
  'sso-oauth',
];

/** How reads of those services begin. Source: Service Authorization Reference, the access levels "Read" and "List". */
const READS = ['get', 'list', 'describe', 'search', 'detect', 'estimate', 'validate', 'ismember'];

/** Secrets that belong to an app may be read by it: such an action is grave only where it is not said which. */
const OF_AN_APP: ReadonlySet<string> = new Set([
  'secretsmanager:getsecretvalue',
  'secretsmanager:batchgetsecretvalue',
  'secretsmanager:putsecretvalue',
  'secretsmanager:updatesecret',
]);

/** Whether an action pattern takes in an action that leads to more rights. */
export function leadsToRights(pattern: string): boolean {
  return reaches(pattern, ESCALATING);
}

/** The same, on a resource that is named: secrets of the app's own are no concern then. */
export function leadsToRightsAnywhere(pattern: string): boolean {
  return reaches(
    pattern,
    ESCALATING.filter((action) => !OF_AN_APP.has(action)),
  );
}

function reaches(pattern: string, actions: readonly string[]): boolean {
  const lower = pattern.toLowerCase();
  return writesIn(lower, LEADING, READS) || actions.some((action) => matchesPattern(lower, action));
}

/**
 * Whether a pattern in small letters takes in a write of one of these services. `*:*` and `i*:…` reach into them too; a pattern is one of
 * reads alone when the beginning of one is spelled out before its first wildcard.
 */
export function writesIn(pattern: string, services: readonly string[], reads: readonly string[]): boolean {
  const colon = pattern.indexOf(':');
  if (colon < 0) return pattern.includes('*');
  const service = pattern.slice(0, colon);
  if (!services.some((one) => matchesPattern(service, one))) return false;
  const literal = pattern.slice(colon + 1).split(/[*?]/)[0] ?? '';
  return !reads.some((read) => literal.startsWith(read));
}
