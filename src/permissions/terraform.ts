import type { PolicyDocument } from '../domain/iam-policy.ts';

/** A policy as a Terraform resource. */
export function terraformPolicy(name: string, document: PolicyDocument): string {
  const text = embedded(document);
  return [
    `resource "aws_iam_policy" "${identifier(name)}" {`,
    `  name   = "${name}"`,
    '  policy = <<-JSON',
    ...text.split('\n').map((line) => `    ${line}`),
    '  JSON',
    '}',
  ].join('\n');
}

/** A role that jobs of GitHub may use, with the policy above. */
export function terraformRole(name: string, trust: PolicyDocument, policy: string): string {
  const text = embedded(trust);
  return [
    `resource "aws_iam_role" "${identifier(name)}" {`,
    `  name               = "${name}"`,
    '  assume_role_policy = <<-JSON',
    ...text.split('\n').map((line) => `    ${line}`),
    '  JSON',
    '}',
    '',
    `resource "aws_iam_role_policy_attachment" "${identifier(name)}" {`,
    `  role       = aws_iam_role.${identifier(name)}.name`,
    `  policy_arn = aws_iam_policy.${identifier(policy)}.arn`,
    '}',
  ].join('\n');
}

/** JSON for a heredoc, in which Terraform would read `${` and `%{` as its own. */
function embedded(document: PolicyDocument): string {
  return JSON.stringify(document, undefined, 2).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** Source: Terraform language, "Identifiers": letters, digits, hyphens and underscores, not beginning with a digit. */
function identifier(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=\d)/, '_');
}
