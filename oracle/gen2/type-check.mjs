// @ts-check
// Strict TypeScript on what we write, with the published types.
import ts from 'typescript';

/** As strict as it gets; the first is what `npm create amplify` sets, without the types of Node.js. */
const STYLES = [
  { module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, isolatedModules: true },
  { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, verbatimModuleSyntax: true },
];
const STRICT = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Type-checks files as if they lay in this folder.
 *
 * @param {ReadonlyMap<string, string>} sources by name
 * @returns {readonly string[]} what the compiler says, in each style
 */
export function typeErrors(sources) {
  const folder = new URL('./', import.meta.url).pathname;
  const files = new Map([...sources].map(([name, text]) => [`${folder}${name}`, text]));
  return STYLES.flatMap((style) => {
    const options = { ...STRICT, ...style };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.readFile = (path) => files.get(path) ?? readFile(path);
    host.getSourceFile = (path, target, ...rest) => {
      const text = files.get(path);
      return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const { file, start = 0, messageText } = diagnostic;
      const { line = 0 } = file?.getLineAndCharacterOfPosition(start) ?? {};
      const where = file === undefined ? '' : `${file.fileName.slice(folder.length)}:${line + 1} `;
      return `${where}${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
