# SPDX-License-Identifier: Apache-2.0
"""pyusb_print.py FILE: sends a file to the USB printer with pyusb and asks how it is.

Somebody else's USB host: says the device, the endpoints it found and the four answers.
"""
import sys

import usb.core
import usb.util

device = usb.core.find(idVendor=0x0416, idProduct=0x5011)
if device is None:
    sys.exit("no device")
interface = device.get_active_configuration()[(0, 0)]
if device.is_kernel_driver_active(interface.bInterfaceNumber):
    device.detach_kernel_driver(interface.bInterfaceNumber)
usb.util.claim_interface(device, interface.bInterfaceNumber)


def endpoint(direction):
    return usb.util.find_descriptor(
        interface,
        custom_match=lambda one: usb.util.endpoint_direction(one.bEndpointAddress) == direction,
    )


out = endpoint(usb.util.ENDPOINT_OUT)
answers = endpoint(usb.util.ENDPOINT_IN)
print(f"class {interface.bInterfaceClass} out {out.bEndpointAddress:#x} in {answers.bEndpointAddress:#x}")
print("serial", usb.util.get_string(device, device.iSerialNumber))
print("id", bytes(device.ctrl_transfer(0xA1, 0, 0, 0, 200))[2:].decode())
print("port status", bytes(device.ctrl_transfer(0xA1, 1, 0, 0, 1)).hex())
with open(sys.argv[1], "rb") as job:
    sent = out.write(job.read(), 5000)
print("sent", sent)
said = b""
for question in (1, 2, 3, 4):
    out.write(bytes([0x10, 0x04, question]), 1000)
    said += bytes(answers.read(64, 1000))
print("answers", said.hex())
