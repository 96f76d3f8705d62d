// SPDX-License-Identifier: Apache-2.0
// A table that somebody chose on their machine, and its way to the service.
const kMost = 1024 * 1024;
const kPatience = 30_000;

/** The chosen file, to be sent; null and `tell` when there is none or it is too large. */
export async function chosenFile(input, tell) {
  const [file] = input.files;
  if (!file) {
    return null;
  }
  if (file.size > kMost) {
    tell('book.file_large', 'bad');
    return null;
  }
  return { bytes: await file.arrayBuffer(), type: /\.json$/i.test(file.name) ? 'application/json' : 'text/csv' };
}

/**
 * What the service makes of it, on trial or in earnest; null and `tell` when it takes nothing. The
 * bytes go as they are: the service says whether they are UTF-8, a browser would guess. Sent again
 * nothing counts twice.
 */
export async function sendFile(path, file, onTrial, tell) {
  tell('book.checking', null);
  try {
    const answer = await fetch(`${path}?dry_run=${onTrial}`, {
      method: 'POST', body: file.bytes, credentials: 'same-origin', signal: AbortSignal.timeout(kPatience),
      headers: { 'X-Hall': '1', 'Content-Type': file.type },
    });
    const body = await answer.json();
    if (answer.status === 200) {
      return body;
    }
    tell(body.detail ?? `refusal.${body.code}`, 'bad');
  } catch {
    tell('refusal.link_down', 'bad');
  }
  return null;
}
