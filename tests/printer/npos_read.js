// SPDX-License-Identifier: Apache-2.0
// node npos_read.js JOB PICTURE: what the npm package npos, which knows nothing of ours, reads out
// of our ESC/POS bytes, as a binary PBM.
'use strict';

const fs = require('fs');
const npos = require('npos');

const [job, picture] = process.argv.slice(2);

npos.parser().parse(fs.readFileSync(job)).then((ast) => {
  if (ast.error) {
    throw ast.error;
  }
  const rasters = ast.entries.filter((entry) => entry.type === 'raster');
  if (rasters.length !== 1) {
    throw new Error(`${rasters.length} pictures instead of one`);
  }
  const image = rasters[0].data;
  const rowBytes = Math.ceil(image.width / 8);
  const rows = Buffer.alloc(rowBytes * image.height);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      if (image.getPixel(x, y) === 0) {
        rows[y * rowBytes + (x >> 3)] |= 0x80 >> (x & 7);
      }
    }
  }
  fs.writeFileSync(picture, Buffer.concat([Buffer.from(`P4\n${image.width} ${image.height}\n`), rows]));
}).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
