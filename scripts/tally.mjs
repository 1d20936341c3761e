// Prints `N passed, N failed` from a results file of vitest (its json reporter).
import { readFileSync } from 'node:fs';

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// A file that breaks before its first test has no test that could fail, yet it is a failure.
const brokenFiles = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);

console.log(`${results.numPassedTests} passed, ${results.numFailedTests + brokenFiles.length} failed`);
