/** The gutter that tells of each statement whether it was run and how it went, or would go. */
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import type { StatementInfo } from '../host/protocol';

/** Replaces all marks. */
export const setStatements = StateEffect.define<StatementInfo[]>();

class StateMarker extends GutterMarker {
  constructor(
    readonly sign: string,
    readonly title: string,
    /** Of several statements in one line, the gravest is shown. */
    readonly weight: number,
    override readonly elementClass: string,
  ) {
    super();
  }

  override toDOM(): Node {
    const element = document.createElement('span');
    element.textContent = this.sign;
    element.title = this.title;
    return element;
  }
}

const markers: Record<StatementInfo['state'], StateMarker> = {
  succeeded: new StateMarker('✓', 'Ran', 0, 'state-succeeded'),
  pending: new StateMarker('●', 'Not run yet', 1, 'state-pending'),
  wouldFail: new StateMarker('✕', 'Would fail', 2, 'state-would-fail'),
  failed: new StateMarker('✕', 'Failed', 3, 'state-failed'),
};

/** Keeps the gutter as wide as a sign. */
const spacer = new StateMarker('●', '', 0, '');

const states = StateField.define<RangeSet<StateMarker>>({
  create: () => RangeSet.empty,
  update(set, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setStatements)) continue;
      const byLine = new Map<number, StateMarker>();
      for (const { range, state } of effect.value) {
        const line = transaction.newDoc.lineAt(Math.min(range.from, transaction.newDoc.length)).from;
        const marker = markers[state];
        if ((byLine.get(line)?.weight ?? -1) < marker.weight) byLine.set(line, marker);
      }
      return RangeSet.of(
        [...byLine].map(([line, marker]) => marker.range(line)),
        true,
      );
    }
    return set.map(transaction.changes);
  },
});

export const statements = [
  states,
  gutter({
    class: 'state-gutter',
    markers: (view) => view.state.field(states),
    initialSpacer: () => spacer,
  }),
];
