// SPDX-License-Identifier: Apache-2.0
#include "printer/qr.h"

#include <cassert>
#include <cstddef>
#include <memory>

#include <qrencode.h>

namespace hall::printer {

namespace {

constexpr int kQuietModules = 4;
constexpr int kVersionMax = 10;

struct FreeCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

Result<Bitmap> qr_code(const std::string& payload, int module_dots) {
    assert(module_dots > 0);
    if (payload.empty() || payload.find('\0') != std::string::npos) {
        return fault(Fault::bad_qr, "an empty payload, or one with a NUL in it");
    }
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString(payload.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (code == nullptr || code->version > kVersionMax) {
        return fault(Fault::bad_qr, std::to_string(payload.size()) + " bytes are too many");
    }

    const int side = (code->width + 2 * kQuietModules) * module_dots;
    Bitmap picture = Bitmap::blank(side, side);
    const int from = kQuietModules * module_dots;
    for (int y = from; y < side - from; ++y) {
        for (int x = from; x < side - from; ++x) {
            const int column = x / module_dots - kQuietModules;
            const int row = y / module_dots - kQuietModules;
            const std::ptrdiff_t at = std::ptrdiff_t{row} * code->width + column;
            picture.set(x, y, (code->data[at] & 1U) != 0);
        }
    }
    return picture;
}

}  // namespace hall::printer
