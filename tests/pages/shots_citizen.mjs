// SPDX-License-Identifier: Apache-2.0
// Pictures of the phone's page and the tablet for people to look at: node shots_citizen.mjs DIRECTORY
import { mkdirSync } from 'node:fs';
import { Pc } from './support/browser.mjs';
import { kHall, newId, Service } from './support/service.mjs';

const out = process.argv[2] ?? 'shots';
mkdirSync(out, { recursive: true });
const kPhone = { width: 390, height: 844 };
const kTablets = [{ width: 1280, height: 800 }, { width: 800, height: 1280 }, { width: 1024, height: 600 }];

async function scene(language) {
  const service = await new Service({ hall: { rating_prompt_s: 600, no_show_after_calls: 1, no_show_min_s: 0 } }).start();
  const clerk = await service.signIn('S104', 'W01');
  const pc = await Pc.open({ ...kPhone, locale: language === 'en' ? 'en-GB' : language === 'zh-Hans' ? 'zh-CN' : 'zh-TW', deviceScaleFactor: 1 });
  const phone = await pc.page();
  await phone.addInitScript((tag) => localStorage.setItem('hall.language', tag), language);
  const shot = (page, name, size) => page.screenshot({ path: `${out}/${name}_${language}${size ? `_${size.width}` : ''}.png`, fullPage: page === phone });
  const open = (ticket) => phone.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`);
  const phoneShows = (state) => phone.waitForSelector(`#ticket[data-state="${state}"]`);

  const tablet = await pc.page();
  await tablet.addInitScript((tag) => localStorage.setItem('hall.language', tag), language);
  const reach = (screen) => tablet.waitForSelector(`body[data-screen="${screen}"]`);
  const tablets = async (name) => {
    for (const size of kTablets) {
      await tablet.setViewportSize(size);
      await shot(tablet, `tablet_${name}`, size);
    }
  };
  await tablet.goto(`${service.url}/rating/?counter=W01#key=${service.token}`);
  await reach('idle');
  await tablets('1_idle');

  const people = [];
  for (let i = 0; i < 9; i += 1) {
    people.push(await service.issue({ queue: 'A' }));
  }
  await clerk.command({ type: 'call_next' });
  await open(people[6]);
  await phoneShows('waiting');
  await shot(phone, 'phone_1_waiting');
  await phone.locator('#leave').click();
  await shot(phone, 'phone_2_leave');
  await open(people[0]);
  await phoneShows('called');
  await shot(phone, 'phone_3_called');
  await clerk.command({ type: 'start' });
  await phoneShows('serving');
  await shot(phone, 'phone_4_serving');
  await clerk.command({ type: 'finish' });
  await phoneShows('finished');
  await shot(phone, 'phone_5_finished');
  await phone.locator('[data-grade="5"]').click();
  await phone.locator('[data-reason="waiting"]').click();
  await shot(phone, 'phone_6_rating');
  await reach('ask');
  await tablets('2_ask');
  await tablet.waitForTimeout(650);
  await tablet.locator('#ask [data-grade="4"]').click();
  await tablet.locator('[data-reason="unclear"]').click();
  await tablets('3_why');
  await tablet.locator('#send').click();
  await reach('thanks');
  await shot(tablet, 'tablet_4_thanks', kTablets[2]);
  await clerk.command({ type: 'call_next' });
  await clerk.command({ type: 'no_show' });
  await open(people[1]);
  await phoneShows('no_show');
  await shot(phone, 'phone_7_missed');
  await service.request('POST', `${kHall}/phone/leave`, { body: { token: service.phoneToken(people[2].id), cmd: newId() } });
  await open(people[2]);
  await phoneShows('cancelled');
  await shot(phone, 'phone_8_left');
  await open({ id: newId() });
  await phone.locator('#none').waitFor();
  await shot(phone, 'phone_9_unknown');
  console.log(language, pc.complaints);
  await pc.close();
  await service.stop();
}

for (const language of process.argv[3] ? [process.argv[3]] : ['zh-Hant', 'zh-Hans', 'en']) {
  await scene(language);
}
