// SPDX-License-Identifier: Apache-2.0
// receiptio_print.js PORT: prints a small receipt with npm's receiptio, unmodified, and says its
// verdict. It knows only port 9100; the pretend printer of a test has another.
'use strict';
const net = require('net');

const port = Number(process.argv[2]);
const connect = net.connect;
net.connect = (wanted, ...rest) => connect.call(net, wanted === 9100 ? port : wanted, ...rest);

const receiptio = require('receiptio');

const receipt = '^^^A012\n\n前面 | 4 人\n{code:JIAOHAO;option:qrcode,4,m}\n';
receiptio.print(receipt, '-d 127.0.0.1 -p generic -c 48 -l zh-hant').then(
  (verdict) => console.log(`verdict ${verdict}`),
  (error) => console.log(`failed ${error}`),
);
