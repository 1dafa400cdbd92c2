// Ends what `npm start` has started together with npm, whatever ends that.
//
// npm forwards SIGTERM and SIGINT, but neither SIGHUP, which comes when a terminal is closed and is a reload for the
// exporter, nor of course SIGKILL: the exporter would stay behind, with its port. And Ctrl+C reaches it twice, from the
// terminal and from npm, and the second one would kill it before it has ended in order.
'use strict';

/** How long npm may take to forward, or to end by, what the terminal has sent already; in milliseconds. */
const SAME_KEY_PRESS = 1000;

/** How often it is looked whether npm is still there, in milliseconds. */
const LOOK_EVERY = 250;

function endWithParent() {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY);
  looking.unref();
}

/** When the program last heeded a signal, by the monotonic clock. */
let heeded = Number.NEGATIVE_INFINITY;

/** Only where the program heeds the signal: what does not, such as `check`, ends by it at once. */
function takeTwiceForOnce(signal) {
  function heed() {
    if (process.listenerCount(signal) > 1) heeded = performance.now();
    else if (performance.now() - heeded > SAME_KEY_PRESS) {
      process.off(signal, heed);
      process.kill(process.pid, signal);
    }
  }
  process.on('newListener', function add(event) {
    if (event !== signal) return;
    process.off('newListener', add);
    process.on(signal, heed);
  });
}

if (process.env.npm_lifecycle_event === 'start') {
  endWithParent();
  // A rotation ends by SIGHUP, and is then not to be ended by the SIGTERM that stands for npm's end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) takeTwiceForOnce(signal);
}
