// SPDX-License-Identifier: Apache-2.0
// The list of pages, in the language of this PC's last visit.
import { ask } from './api.js';
import { find, setText } from './dom.js';
import { loadTexts, nameIn, offerLanguages, onLanguage } from './text.js';

const { body } = await ask('GET', '/v1/halls');
const hall = await ask('GET', `/v1/halls/${body.halls[0]}/content/hall`);
onLanguage(() => {
  setText(find('hall-name'), nameIn(hall.body.name));
  document.title = nameIn(hall.body.name);
});
offerLanguages();
await loadTexts(body.halls[0], hall.body.default_language);
