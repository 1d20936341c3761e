import type { OutputStream } from '../environment.ts';
import { printable } from './printable.ts';

/** One line at the bottom of a terminal that is written over and over. */
export interface LiveLine {
  /** False where it shows nothing: no terminal, or not wanted. */
  readonly visible: boolean;
  /** Shows what `render` answers, again and again, until something else is shown or `stop` is called. */
  follow(render: () => string): void;
  /** Takes the line away for a moment, because something else is to be written. */
  clear(): void;
  stop(): void;
}

const FRAMES = ['|', '/', '-', '\\'];
const PERIOD = 125;

export function createLiveLine(
  stream: OutputStream,
  visible: boolean,
  every: (milliseconds: number, tick: () => void) => () => void,
): LiveLine {
  let render: (() => string) | undefined;
  let cancel: (() => void) | undefined;
  let frame = 0;
  let shown = false;

  const draw = (): void => {
    if (render === undefined) return;
    const text = printable(`${FRAMES[frame % FRAMES.length] ?? ''} ${render()}`);
    frame += 1;
    // One column is left free, since a terminal that wraps the last one would scroll.
    stream.write(`\r${text.slice(0, Math.max(1, (stream.columns || 80) - 1))}\x1b[K`);
    shown = true;
  };
  const clear = (): void => {
    if (!shown) return;
    stream.write('\r\x1b[K');
    shown = false;
  };

  return {
    visible,
    follow(next) {
      if (!visible) return;
      const fresh = render === undefined;
      render = next;
      cancel ??= every(PERIOD, draw);
      if (fresh) draw();
    },
    clear,
    stop() {
      cancel?.();
      cancel = undefined;
      render = undefined;
      clear();
    },
  };
}
