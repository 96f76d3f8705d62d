// SPDX-License-Identifier: Apache-2.0
// People at the pages, put into them before they load: they see what is on the screen and press what
// it offers, at a person's pace. Each function runs in the browser and keeps what it saw in `robot`.

/** A clerk: calls, starts and finishes with the big button; stands still while robot.rest is on. */
export function clerk() {
  const robot = { rest: true, called: [], presses: 0, finished: -Infinity };
  globalThis.robot = robot;
  const look = () => {
    const number = document.querySelector('#number')?.textContent;
    const state = document.querySelector('#current')?.dataset.state;
    if (state === 'called' && robot.called.at(-1) !== number) {
      robot.called.push(number);
    }
    const primary = document.querySelector('#primary');
    const idle = !primary || document.querySelector('#desk').hidden || primary.ariaDisabled === 'true'
      || primary.getAttribute('aria-disabled') === 'true';
    if (robot.rest || idle || document.querySelector('#ask').open) {
      return;
    }
    // The one who was served is still at the tablet.
    const { action } = primary.dataset;
    if (action === 'call_next' && performance.now() - robot.finished < 3500) {
      return;
    }
    robot.finished = action === 'finish' ? performance.now() : robot.finished;
    robot.presses += 1;
    primary.click();
  };
  setInterval(look, 700);
}

/** Somebody in front of a tablet, who answers each time that it asks. */
export function citizen() {
  const robot = { pressed: 0, turn: Math.floor(Math.random() * 5) };
  globalThis.robot = robot;
  setInterval(() => {
    const screen = document.body?.dataset.screen;
    if (screen === 'why') {
      document.querySelector('#send').click();
    } else if (screen === 'ask') {
      robot.asked = (robot.asked ?? 0) + 1;
      if (robot.asked > 1) { // The tablet itself ignores a finger that was there before.
        robot.turn += 1;
        document.querySelector(`#ask [data-grade="${robot.turn % 5 + 1}"]`).click();
      }
    } else {
      robot.asked = 0;
    }
  }, 800);
}
