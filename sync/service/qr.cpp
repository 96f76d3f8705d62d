// SPDX-License-Identifier: Apache-2.0
#include "sync/service/qr.h"

#include <memory>

#include <qrencode.h>

namespace hall::service {

namespace {

// Beyond it the modules are too fine for 80 mm paper and an old phone.
constexpr int kVersionMost = 10;

struct FreeCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

std::vector<std::string> qr_rows(const std::string& text) {
    const std::unique_ptr<QRcode, FreeCode> code(
        text.empty() ? nullptr : QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    std::vector<std::string> rows;
    if (code == nullptr || code->version > kVersionMost) {
        return rows;
    }
    const unsigned char* module = code->data;
    for (int y = 0; y < code->width; ++y) {
        std::string row;
        for (int x = 0; x < code->width; ++x) {
            row += (*module++ & 1U) != 0 ? '1' : '0';
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace hall::service
