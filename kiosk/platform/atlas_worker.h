// SPDX-License-Identifier: Apache-2.0
// Builds glyph atlases beside the screen's thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "kiosk/platform/glyph_atlas.h"

namespace hall::platform {

/// One atlas is built at a time; of several plans asked for meanwhile only the last counts.
///
/// Thread-safe.
class AtlasWorker {
public:
    using Built = Result<std::unique_ptr<GlyphAtlas>>;

    /// `fonts` are read until the worker is gone. `ready` is called on the worker's thread after
    /// each atlas, Stage::wake() being meant.
    AtlasWorker(const FontFiles& fonts, std::function<void()> ready);

    /// Waits for the atlas in hand, at most a second or two.
    ~AtlasWorker();
    AtlasWorker(const AtlasWorker&) = delete;
    AtlasWorker& operator=(const AtlasWorker&) = delete;

    /// Never blocks.
    void ask(AtlasPlan plan);

    /// The newest atlas built since the last call, if any. Never blocks.
    [[nodiscard]] std::optional<Built> take();

private:
    void run(const std::stop_token& stop);

    const FontFiles fonts_;
    const std::function<void()> ready_;
    std::mutex mutex_;
    std::condition_variable_any asked_;
    std::optional<AtlasPlan> plan_;
    std::optional<Built> built_;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::platform
