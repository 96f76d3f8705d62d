// SPDX-License-Identifier: Apache-2.0
// Chromium, and a clerk in front of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A browser with a profile of its own: one PC of the hall. */
export class Pc {
  static async open({ width = 1280, height = 800, ...more } = {}) {
    const pc = new Pc();
    pc.profile = mkdtempSync(path.join(tmpdir(), 'hall-pc-'));
    pc.context = await chromium.launchPersistentContext(pc.profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: kFlags,
      viewport: { width, height },
      timezoneId: 'Europe/Warsaw', // Not the hall's: the page must go by the hall's.
      ...more,
    });
    pc.context.setDefaultTimeout(20_000);
    pc.complaints = [];
    return pc;
  }

  async page() {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) {
        this.complaints.push(`console: ${message.text()}`);
      }
    });
    return page;
  }

  async close() {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Signs in with the keyboard, as a clerk does in the morning. */
export async function signIn(page, service, { clerk = 'S001', counter = 'W01', pin = `8${clerk.slice(1)}` } = {}) {
  await page.goto(`${service.url}/clerk/`);
  await page.locator('#sign-in').waitFor();
  await page.evaluate((id) => document.querySelector(`#counters input[value="${id}"]`).click(), counter);
  await page.locator('#staff').fill(clerk);
  await page.locator('#pin').fill(pin);
  await page.keyboard.press('Enter');
  await page.locator('#desk').waitFor();
  await page.locator('#link[data-status="up"]').waitFor();
}

/** Waits until the counter shows that ticket in that state. */
export async function shows(page, number, state) {
  await page.waitForFunction(([n, s]) => document.querySelector('#number').textContent === n
    && document.querySelector('#current').dataset.state === s
    && document.querySelector('#primary').dataset.sending === undefined, [number, state]);
}

/** The big button guards itself for 0.4 s after it has become another one. */
export async function primary(page, action) {
  await page.waitForSelector(`#primary[data-action="${action}"]:not([aria-disabled])`);
  await page.waitForTimeout(450);
}
