/** What is said of runs and diagnostics to those who do not see the page. */
import type { Analysis, RunResult } from './protocol';

/** How many statements ran. */
export function outcome({ succeeded, failed }: RunResult): string {
  const statements = (count: number) => (count === 1 ? '1 statement' : `${count} statements`);
  if (succeeded + failed === 0) return 'There is nothing to run.';
  if (failed === 0) return `${statements(succeeded)} ran.`;
  return `${statements(succeeded)} ran, ${failed} failed.`;
}

/** How many diagnostics there are, the grave ones first. */
export function problems({ diagnostics, diagnosticCount, errorCount }: Analysis): string {
  if (diagnosticCount === 0) return 'No problems.';
  const of = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const others = diagnosticCount - errorCount;
  // Of very many diagnostics not all are handed over.
  const all = diagnostics.length === diagnosticCount;
  const counts: [number, string][] = all
    ? [
        [errorCount, 'error'],
        [of('warning'), 'warning'],
        [of('notice'), 'notice'],
      ]
    : [
        [errorCount, 'error'],
        [others, 'other'],
      ];
  const said = counts.filter(([count]) => count > 0).map(([count, thing]) => `${count} ${thing}${count === 1 ? '' : 's'}`);
  return `${said.join(', ')}.`;
}
