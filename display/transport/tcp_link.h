// SPDX-License-Identifier: Apache-2.0
// One connection per question: what makers of network cards ask for.
#pragma once

#include <memory>

#include "display/transport/link.h"
#include "display/transport/tcp.h"

namespace hall::display {

/// Connects, asks, hears the answer and hangs up.
///
/// Why not one long connection: these cards hold one or two at a time, and one that lost its host
/// without a word blocks the next. Source: onbonlab/BX-K, Led5KSDK (connect before each exchange).
class TcpLink : public Link {
public:
    /// A card on the hall's own network answers a connection within some ms; a switch that is just
    /// starting takes longer than anybody would wait.
    static constexpr Milliseconds kConnectLimit{1000};
    /// From the last byte of the question to the last of the answer.
    static constexpr Milliseconds kAnswerLimit{500};

    explicit TcpLink(Endpoint controller) : controller_(controller) {}

    void ask(Question question, Instant now) override;
    [[nodiscard]] std::optional<Answer> step(Instant now) override;
    [[nodiscard]] std::optional<Instant> next(Instant now) const override;
    void finish(Instant now, Milliseconds most) override;

private:
    [[nodiscard]] Outcome begin(Instant now);
    [[nodiscard]] Result<bool> send(Instant now);
    [[nodiscard]] std::optional<Answer> listen(Instant now);
    [[nodiscard]] Answer ended(Answer answer);

    Endpoint controller_;
    std::optional<Question> waiting_;
    std::optional<Question> under_way_;
    std::unique_ptr<TcpLine> line_;
    std::size_t sent_ = 0;
    std::vector<std::uint8_t> arrived_;
    Instant deadline_{};
};

}  // namespace hall::display
