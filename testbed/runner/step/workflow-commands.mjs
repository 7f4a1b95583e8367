// @ts-check
/**
 * The two ways in which an action talks to the runner: `::command::` lines and files of keys and values.
 */

/**
 * @typedef {object} WorkflowCommand
 * @property {string} command for example `error`, `add-mask`, `group`
 * @property {Record<string, string>} properties
 * @property {string} message
 */

/**
 * The workflow commands in an action's output, in their order; those between `::stop-commands::<token>` and
 * `::<token>::` are text.
 *
 * @param {string} output
 * @returns {WorkflowCommand[]}
 */
export function parseWorkflowCommands(output) {
  /** @type {WorkflowCommand[]} */
  const commands = [];
  let resumeToken = '';
  for (const line of output.split(/\r?\n/)) {
    const parsed = parseCommand(line);
    if (!parsed) {
      continue;
    }
    if (resumeToken !== '') {
      resumeToken = parsed.command === resumeToken ? '' : resumeToken;
    } else if (parsed.command === 'stop-commands') {
      resumeToken = parsed.message;
    } else {
      commands.push(parsed);
    }
  }
  return commands;
}

/**
 * @param {string} line
 * @returns {WorkflowCommand | undefined}
 */
function parseCommand(line) {
  const match = /^::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line.trimStart());
  if (!match) {
    return undefined;
  }
  const [, command = '', list = '', message = ''] = match;
  /** @type {Record<string, string>} */
  const properties = {};
  for (const pair of list.split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) {
      // In a property also the separators are escaped.
      const value = pair
        .slice(at + 1)
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',');
      properties[pair.slice(0, at).trim()] = unescape(value);
    }
  }
  return { command, properties, message: unescape(message) };
}

/** @param {string} text */
function unescape(text) {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/**
 * A GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE file: `name=value` lines and `name<<delimiter` blocks.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 * @throws where the runner would fail the step
 */
export function parseKeyValueFile(text) {
  /** @type {Record<string, string>} */
  const values = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') {
      continue;
    }
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc > 0 && (equals < 0 || heredoc < equals)) {
      const end = lines.indexOf(line.slice(heredoc + 2), index + 1);
      if (end < 0) {
        throw new Error(`Matching delimiter not found: '${line}'`);
      }
      values[line.slice(0, heredoc)] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`Invalid format: '${line}'`);
    }
  }
  return values;
}
