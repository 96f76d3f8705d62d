// SPDX-License-Identifier: Apache-2.0
// Two short tones: somebody has come to an empty queue, and the link is lost. Quiet, and off where
// a clerk wants none. A tone says nothing that is not on the screen as well.
const kKept = 'hall.sounds';
const kVolume = 0.08;
const kTones = {
  arrived: [[660, 0], [880, 0.13]],
  lost: [[440, 0], [330, 0.18]],
};
const kLength = 0.16;

export class Sounds {
  constructor() {
    this.enabled = localStorage.getItem(kKept) !== 'off';
    this.waiting = null;
  }

  switchTo(enabled) {
    this.enabled = enabled;
    localStorage.setItem(kKept, enabled ? 'on' : 'off');
  }

  /** Called with every drawing; sounds only when an idle counter's queue stops being empty. */
  watch({ behind, held, paused }) {
    const came = this.waiting === 0 && behind > 0 && !held && !paused;
    this.waiting = behind;
    if (came) {
      this.play('arrived');
    }
  }

  play(name) {
    if (!this.enabled || !globalThis.AudioContext) {
      return;
    }
    this.context ??= new AudioContext();
    if (this.context.state === 'suspended') {
      this.context.resume(); // Allowed once something was pressed; before that nothing is heard.
    }
    for (const [frequency, delay] of kTones[name]) {
      const start = this.context.currentTime + delay;
      const tone = this.context.createOscillator();
      const loud = this.context.createGain();
      tone.frequency.value = frequency;
      loud.gain.setValueAtTime(kVolume, start);
      loud.gain.exponentialRampToValueAtTime(0.001, start + kLength);
      tone.connect(loud).connect(this.context.destination);
      tone.start(start);
      tone.stop(start + kLength);
    }
  }
}
