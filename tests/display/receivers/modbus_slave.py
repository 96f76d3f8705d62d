# SPDX-License-Identifier: Apache-2.0
# A Modbus RTU slave that nobody here wrote (Debian's python3-pymodbus): tells every write.
# usage: modbus_slave.py <port> <unit> <baud> <file>
import asyncio
import sys

from pymodbus.datastore import (ModbusSequentialDataBlock, ModbusServerContext,
                                ModbusSlaveContext)
from pymodbus.server import StartAsyncSerialServer
from pymodbus.transaction import ModbusRtuFramer

port, unit, baud, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


class Told(ModbusSequentialDataBlock):
    def setValues(self, address, values):
        super().setValues(address, values)
        with open(path, 'a') as out:
            out.write('%d %s\n' % (address, ' '.join(str(v) for v in values)))


slave = ModbusSlaveContext(hr=Told(0, [0] * 64), zero_mode=True)


async def serve():
    open(path + '.ready', 'w').close()
    await StartAsyncSerialServer(context=ModbusServerContext(slaves={unit: slave}, single=False),
                                 framer=ModbusRtuFramer, port=port, baudrate=baud, timeout=0.05)


asyncio.run(serve())
