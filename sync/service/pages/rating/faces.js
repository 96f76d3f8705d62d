// SPDX-License-Identifier: Apache-2.0
// Five faces from content to cross, drawn so that they differ by their mouths and not by colour only.
const kSvg = 'http://www.w3.org/2000/svg';

export function face(grade) {
  const svg = document.createElementNS(kSvg, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('face');
  const path = document.createElementNS(kSvg, 'path');
  const mouth = 15 + (grade - 1) * 0.5;
  path.setAttribute('d', 'M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20M8.5 9v1M15.5 9v1'
    + `M7.8 ${mouth}Q12 ${mouth + 9 - 3 * grade} 16.2 ${mouth}`);
  svg.append(path);
  return svg;
}
