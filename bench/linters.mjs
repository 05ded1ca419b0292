// Slipway, squawk and postgres-language-server over the labelled corpus, written to docs/comparison.md.
// Run it by `make comparison`: that writes target/corpus.tsv and installs the other two from npm.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const home = 'target/linters';
const bin = `${home}/node_modules/.bin`;
const cases = readFileSync('target/corpus.tsv', 'utf8').trimEnd().split('\n').map(line => {
  const [sql, label, slipway] = line.split('\t');
  return { sql, label, slipway };
});

// Rules that say "this rewrites or reads the table while others wait"; "this will not run".
const says = {
  squawk: {
    blocks: [
      'adding-field-with-default', 'adding-foreign-key-constraint', 'adding-not-nullable-field',
      'adding-serial-primary-key-field', 'ban-alter-domain-with-add-constraint', 'changing-column-type',
      'constraint-missing-not-valid', 'disallowed-unique-constraint', 'require-concurrent-index-creation',
      'require-concurrent-reindex'],
    fails: [
      'adding-required-field', 'ban-concurrent-index-creation-in-transaction',
      'ban-duplicate-column-assignments', 'syntax-error'],
  },
  'postgres-language-server': {
    blocks: [
      'addSerialColumn', 'addingFieldWithDefault', 'addingForeignKeyConstraint', 'addingNotNullField',
      'addingPrimaryKeyConstraint', 'avoidAddingExclusionConstraint', 'avoidAttachingPartition',
      'banVacuumFull', 'changingColumnType', 'constraintMissingNotValid', 'disallowUniqueConstraint',
      'requireConcurrentIndexCreation', 'requireConcurrentRefreshMatview', 'requireConcurrentReindex',
      'requireSeparateConstraintValidation'],
    fails: ['addingRequiredField', 'banConcurrentIndexCreationInTransaction', 'syntax'],
  },
};

const file = i => `${home}/cases/${String(i + 1).padStart(4, '0')}.sql`;
rmSync(`${home}/cases`, { recursive: true, force: true });
mkdirSync(`${home}/cases`, { recursive: true });
cases.forEach((it, i) => writeFileSync(file(i), it.sql.replace(/;$/, '') + ';\n'));

function output(command, ...options) {
  try {
    return execFileSync(`${bin}/${command}`, options, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  } catch (findings) {
    return findings.stdout.toString(); // both end with 1 where they find something
  }
}

const findings = { squawk: cases.map(() => []), 'postgres-language-server': cases.map(() => []) };
const index = path => Number(path.match(/(\d+)\.sql$/)[1]) - 1;
const squawk = JSON.parse(output('squawk', '--reporter', 'json', '--pg-version', '18', ...cases.map((_, i) => file(i))));
squawk.forEach(it => findings.squawk[index(it.file)].push(it.rule_name));
writeFileSync(`${home}/postgres-language-server.jsonc`, '{"linter":{"enabled":true,"rules":{"all":true}}}\n');
const server = output('postgres-language-server', 'check', '--disable-db', '--reporter=json',
  '--max-diagnostics=100000', `--config-path=${home}`, `${home}/cases`);
JSON.parse(server.slice(server.indexOf('{'))).diagnostics.forEach(it =>
  findings['postgres-language-server'][index(it.location.path)].push(it.category.split('/').pop()));

function verdicts(tool) {
  if (tool === 'slipway') {
    return cases.map(it => ({ blocks: it.slipway === 'hazard', fails: it.slipway.startsWith('fails') }));
  }
  return findings[tool].map(rules => ({
    blocks: rules.some(it => says[tool].blocks.includes(it)),
    fails: rules.some(it => says[tool].fails.includes(it)),
  }));
}

function share(part, whole) {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}

function row(tool, name) {
  const said = verdicts(tool);
  const ran = cases.map((it, i) => ({ seen: it.label === 'hazard', said: said[i].blocks, fails: it.label.startsWith('fails') }))
    .filter(it => !it.fails);
  const hits = ran.filter(it => it.seen && it.said).length;
  const alarms = ran.filter(it => !it.seen && it.said).length;
  const misses = ran.filter(it => it.seen && !it.said).length;
  const failing = cases.map((it, i) => ({ seen: it.label.startsWith('fails'), said: said[i].fails }));
  const foretold = failing.filter(it => it.seen && it.said).length;
  const wrong = failing.filter(it => !it.seen && it.said).length;
  const all = failing.filter(it => it.seen).length;
  return `| ${name} | ${share(hits, hits + alarms)} | ${share(hits, hits + misses)} | ${hits} | ${alarms} | ${misses} `
    + `| ${share(foretold, foretold + wrong)} | ${share(foretold, all)} | ${foretold} of ${all} | ${wrong} |`;
}

const version = name => JSON.parse(readFileSync(`${home}/node_modules/${name}/package.json`)).version;
const count = label => cases.filter(it => it.label.startsWith(label)).length;
const page = `# Beside other linters

Written by \`make comparison\`. The corpus is ours (\`slipway-core/src/test/resources/corpus\`), its labels are not: a PostgreSQL
18 made each of the ${cases.length} statements and was watched: ${count('hazard')} rewrote a table or read it in full while others could not
write, ${count('fails')} were refused, ${count('safe')} did neither. They were picked to be hard; on everyday migrations every tool does better.

| | blocks: precision | recall | right | false alarms | missed | will fail: precision | recall | foretold | wrongly |
|---|---|---|---|---|---|---|---|---|---|
${row('slipway', 'Slipway')}
${row('squawk', `squawk ${version('squawk-cli')}`)}
${row('postgres-language-server', `postgres-language-server ${version('@postgres-language-server/cli')}, all rules`)}

Any finding of a rule about blocking counts for *blocks*, even where it gives another reason; any error of syntax and any rule
that says a statement cannot run counts for *will fail*; rules about style, timeouts, names and data loss count for neither.
Slipway knows the schema each statement meets, as it does in a folder of migrations; the other two look at statements alone, and
have no way to be told. What Slipway gets wrong is marked, with the reason, in the corpus.
`;
writeFileSync('docs/comparison.md', page);
console.log(page);
