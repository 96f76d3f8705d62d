// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/sequence_keeper.h"

#include <utility>

namespace hall::display {

SequenceKeeper::SequenceKeeper(Keep* keep, std::string key) : keep_(keep), key_(std::move(key)) {
    if (keep_ == nullptr) {
        trouble_ =
            Error{Fault::cannot_keep, "no store: after a restart first frames may be ignored"};
        return;
    }
    if (const auto kept = keep_->get(key_); kept && kept->size() == 1) {
        next_ = static_cast<std::uint8_t>(kept->front());
        reserved_ = next_;
    }
}

std::uint8_t SequenceKeeper::next() {
    if (next_ == reserved_ || next_ + kAhead == reserved_) {
        reserved_ += kBlock;
        if (keep_ != nullptr) {
            const std::string byte(1, static_cast<char>(reserved_ & 0xFFU));
            if (auto put = keep_->put(key_, byte); !put) {
                trouble_ = put.error();
            } else {
                trouble_.reset();
            }
        }
    }
    return static_cast<std::uint8_t>(next_++ & 0xFFU);
}

}  // namespace hall::display
