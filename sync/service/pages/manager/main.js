// SPDX-License-Identifier: Apache-2.0
// The manager's page: the live floor, and editors for everything that the hall's documents say.
import { find, make, reconcile, setAttribute, setText, show } from '../common/dom.js';
import { beginOffice, Office } from '../common/office.js';
import { say } from '../common/text.js';
import { AppointmentsView } from './appointments.js';
import { AuditView } from './audit.js';
import { Documents } from './documents.js';
import { FiguresView } from './figures.js';
import { Floor } from './floor.js';
import { HoursEditor } from './hours.js';
import { MachinesView } from './machines.js';
import { MattersEditor } from './matters.js';
import { NoticesEditor } from './notices.js';
import { RawEditor } from './raw.js';
import { RulesEditor } from './rules.js';
import { StaffEditor } from './staff.js';
import { UsersView } from './users.js';

const kViews = {
  floor: null, figures: FiguresView, appointments: AppointmentsView, hours: HoursEditor, rules: RulesEditor, staff: StaffEditor, notices: NoticesEditor, matters: MattersEditor,
  documents: RawEditor, machines: MachinesView, users: UsersView, audit: AuditView,
};

class Manager extends Office {
  constructor(hallPath, hall) {
    super(hallPath, hall, {
      role: 'manager',
      title: 'manage.title',
      on: {
        entered: () => this.entered(),
        frame: (kind) => kind === 'slip' && this.floor.alerts.fetch(),
        documents: (name) => this.editor?.changed?.(name),
        words: () => this.reword(),
        draw: () => this.drawAll(),
      },
    });
    this.documents = new Documents(hallPath);
    this.floor = new Floor(this);
    this.view = null;
    this.editor = null;
    addEventListener('hashchange', () => this.me && this.route());
  }

  // The floor follows also where nobody sees it, so that no word of another language stays behind.
  reword() {
    if (this.me && this.store.cursor) {
      this.floor.draw();
      if (this.editor) {
        this.open(this.view);
      }
    }
  }

  entered() {
    this.floor.entered();
    if (this.view === null) {
      this.route();
    }
  }

  // What was begun in an editor is not thrown away by a wrong click.
  async route() {
    const wanted = location.hash.replace(/^#\/?/, '');
    const view = Object.hasOwn(kViews, wanted) ? wanted : 'floor';
    if (view === this.view) {
      return;
    }
    if (this.editor && !(await this.editor.mayLeave())) {
      history.replaceState(null, '', `#/${this.view}`);
      return;
    }
    this.open(view);
  }

  async open(view) {
    const draft = view === this.view ? this.editor?.draft : undefined;
    this.view = view;
    const Editor = kViews[view];
    show(find('view-floor'), !Editor);
    show(find('view-editor'), Boolean(Editor));
    find('view-editor').replaceChildren();
    this.editor = Editor ? new Editor(this, find('view-editor')) : null;
    this.draw();
    // On a narrow screen the tabs scroll, and the chosen one must not be out of sight.
    find('views').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    await this.editor?.open(draft);
  }

  drawAll() {
    const views = Object.keys(kViews);
    reconcile(find('views'), views, (view) => view, (view) => make('a', { href: `#/${view}` }), (row, view) => {
      setText(row, say(`manage.${view}`));
      setAttribute(row, 'aria-current', view === this.view ? 'page' : null);
    });
    if (this.view === 'floor') {
      this.floor.draw();
    }
  }
}

beginOffice('manage.title', (hallPath, hall) => new Manager(hallPath, hall));
