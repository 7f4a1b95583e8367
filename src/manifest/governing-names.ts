/**
 * Names of files and folders that a tool reads on its own, wherever they lie: what is in them decides what is run, who must approve, or
 * what is tracked. A generated file has no business there. All patterns are for names in one spelling (see `sameOnSomeDisk`).
 *
 * Names that begin with a dot need no list: they belong to tools by convention, and new tools keep coming.
 */
interface Governing {
  /** Whose file it is, as in "is read by …". */
  readonly by: string;
  readonly names: RegExp;
}

const GOVERNING: readonly Governing[] = [
  { by: 'the forge, to find out who must approve', names: /^(codeowners|owners|owners_aliases)$/ },
  {
    by: 'a CI system or a host, to find out what to run',
    names: oneOf(
      /jenkinsfile([.-].*)?/,
      /(azure|bitbucket)-pipelines?([.-].*)?\.ya?ml/,
      /(action|amplify|appveyor|bitrise|circle|codemagic|codefresh|screwdriver|shippable|wercker|heroku|render)\.ya?ml/,
      /(buildspec|cloudbuild)([.-].*)?\.(ya?ml|json)/,
      /(netlify|fly|railway)\.toml/,
      /(vercel|now|railway|firebase)\.json/,
      /(serverless|samconfig|skaffold|pulumi|wrangler)([.-].*)?\.(ya?ml|json|jsonc|toml|[cm]?[jt]s)/,
      /procfile/,
    ),
  },
  {
    by: 'a bot or a hook runner',
    names: oneOf(
      /(renovate|dependabot|mergify)\.(json5?|ya?ml)/,
      /lefthook(-local)?\.(ya?ml|json|toml)/,
      /pre-commit-config\.ya?ml/,
      /(agents|claude|gemini)(\.local)?\.md/,
    ),
  },
  {
    by: 'a package manager',
    names: oneOf(
      /(package|package-lock|npm-shrinkwrap|bower|lerna|nx|project|workspace|turbo|rush|deno|jsr)\.jsonc?/,
      /(pnpm-lock|pnpm-workspace|pubspec|pubspec_overrides|melos|environment)\.ya?ml/,
      /(yarn|bun|deno|composer|cargo|gemfile|podfile|pubspec|poetry|pdm|uv|pipfile|flake|mix|package)\.(lock|lockb|resolved)/,
      /composer\.json|bunfig\.toml|pnpmfile\.[cm]?js|gemfile|.*\.gemspec|podfile|.*\.podspec(\.json)?|cartfile(\..*)?|brewfile/,
      /package(@.*)?\.swift|pyproject\.toml|setup\.(py|cfg)|pipfile|(requirements|constraints)([._-].*)?\.(txt|in)/,
      /go\.(mod|sum|work|work\.sum)|cargo\.toml|mix\.exs|pom\.xml|build\.sbt|nuget\.config|(packages|global|vcpkg)\.(json|config)/,
      /(build|settings|init)\.gradle(\.kts)?|(gradle|gradle-wrapper|local)\.properties|(gradlew|mvnw)(\.bat|\.cmd)?|libs\.versions\.toml|mise(\..*)?\.toml/,
    ),
  },
  {
    by: 'a build tool',
    names: oneOf(
      /(gnu)?makefile(\..*)?|.*\.mk|cmakelists\.txt|cmake(user)?presets\.json|configure|meson\.build|meson_options\.txt/,
      /(docker|container)file([.-].*)?|.*\.(docker|container)file|(docker-|podman-)?compose([.-].*)?\.ya?ml/,
      /docker-bake(\..*)?\.(json|hcl)|(vagrant|rake|just|jake|tilt|earth|snake|fast|app|match|gym|scan|snap|plugin|cap)file|dangerfile(\..*)?/,
      /(task|grunt|gulp)file(\..*)?|build(\.bazel)?|workspace(\.bazel)?|module\.bazel|.*\.bzl|sconstruct|wscript|build\.(rs|xml|zig)/,
      /(ts|js)config([.-].*)?\.json|(angular|nodemon|tslint|biome|oxlintrc|cdk)\.jsonc?|karma\.conf\.[cm]?[jt]s/,
      /(babel|eslint|prettier|stylelint|commitlint|lint-staged|release|webpack|rspack|vite|vitest|rollup|esbuild|tsup)\.config\..*/,
      /(next|nuxt|svelte|astro|remix|vue|quasar|tailwind|postcss|metro|react-native|capacitor|ionic|expo)\.config\.([cm]?[jt]s|json)/,
      /(jest|playwright|cypress|wdio|knip|drizzle|craco|snowpack|parcel|swc|tsdown|rolldown)\.config\..*|ember-cli-build\.js/,
      /.*\.(csproj|vbproj|fsproj|sln|slnx|vcxproj)|directory\.(build|packages)\.(props|targets)|.*\.code-workspace|.*\.pbxproj|.*\.xcconfig/,
      /.*\.(tf|tofu|tfvars)(\.json)?|.*\.tfstate|terragrunt\.hcl|(conftest|sitecustomize|usercustomize|noxfile|tasks|manage)\.py|tox\.ini/,
    ),
  },
  { by: 'the Amplify CLI, which runs it', names: /^override\.ts$/ },
];

/** Folders, in addition to hidden ones, whose files are run. */
const FOLDERS: readonly Governing[] = [
  { by: 'Node.js, which runs it', names: /^node_modules$/ },
  { by: 'Python, which runs it', names: /^(__pycache__|site-packages)$/ },
];

function oneOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`^(${patterns.map(({ source }) => source).join('|')})$`);
}

/** Who reads the file of its own accord; undefined: nobody. `segments` are the parts of its path, in one spelling. */
export function governedBy(segments: readonly string[]): string | undefined {
  const name = segments.at(-1) ?? '';
  const file = GOVERNING.find(({ names }) => names.test(name));
  const folder = FOLDERS.find(({ names }) => segments.slice(0, -1).some((one) => names.test(one)));
  // Scripts that the Amplify CLI runs around its commands.
  const hooks = segments.slice(0, -1).some((one, index) => one === 'hooks' && segments[index - 1] === 'amplify');
  return (file ?? folder)?.by ?? (hooks ? 'the Amplify CLI, which runs it' : undefined);
}
