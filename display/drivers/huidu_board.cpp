// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/huidu_board.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "display/drivers/huidu.h"
#include "display/text_plan.h"
#include "display/transport/link.h"
#include "display/transport/tcp.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 4> kKnown{"to", "port", "size", "glyph"};

constexpr Milliseconds kBeat{1000};
// Three heartbeats without a word: the card has lost power or its cable.
constexpr Milliseconds kSilence{3000};
constexpr Milliseconds kTryAgain{1000};
constexpr Milliseconds kFarewell{600};
constexpr std::size_t kAnswerMost = std::size_t{64} * 1024;

constexpr Color kNumber{255, 255, 255};
constexpr Color kAmber{255, 170, 0};
constexpr Color kGreen{0, 220, 90};
constexpr Color kDim{110, 90, 60};

Color color_of(const TextRow& row) {
    if (row.number) {
        return kNumber;
    }
    switch (row.tone) {
        case Tone::calm:
            return kGreen;
        case Tone::call:
        case Tone::serving:
        case Tone::notice:
            return kAmber;
        case Tone::closed:
            return kDim;
    }
    return kAmber;
}

// Where a connection is on its way to a page shown.
enum class Stage : std::uint8_t { apart, greeting, session, sending, shown };

class HuiduBoard : public Board {
public:
    HuiduBoard(Endpoint card, Size size, int glyph, TextGrid grid, std::string name)
        : card_(card),
          size_(size),
          glyph_(glyph),
          grid_(grid),
          name_(std::move(name)) {}

    Outcome show(const Page& page, Instant now) override {
        if (stopped_ || (page_ && page == *page_)) {
            return {};
        }
        page_ = page;
        if (stage_ == Stage::shown) {
            send_page();
        } else if (stage_ == Stage::sending) {
            again_ = true;
        }
        drive(now);
        return {};
    }

    Instant tick(Instant now) override {
        if (stopped_ || !page_) {
            return now + kBeat;
        }
        drive(now);
        if (stage_ == Stage::apart) {
            return std::max(try_at_, now + Milliseconds(1));
        }
        return stage_ == Stage::shown && outgoing_.empty() ? std::min(beat_at_, now + kGlanceIdle)
                                                           : now + Link::kGlance;
    }

    void stop(Instant now) override {
        const Instant end = now + kFarewell;
        while (!stopped_ && page_ && line_ && now < end &&
               !(stage_ == Stage::shown && outgoing_.empty())) {
            drive(now);
            now += line_ ? std::max(line_->wait(Link::kGlance), Milliseconds(1)) : kFarewell;
        }
        line_.reset();
        stopped_ = true;
    }

    [[nodiscard]] Caps caps() const override { return {size_, Depth::rgb, 2, true}; }
    [[nodiscard]] Milliseconds time_limit() const noexcept override { return kFarewell; }
    [[nodiscard]] Health health() const override { return health_; }
    [[nodiscard]] const Canvas* frame() const override { return nullptr; }

private:
    // How often an idle connection is read: a card that hangs up is noticed within that.
    static constexpr Milliseconds kGlanceIdle{200};

    void drive(Instant now) {
        if (stage_ == Stage::apart) {
            if (now < try_at_) {
                return;
            }
            connect(now);
        }
        if (line_) {
            const Outcome moved = push(now).and_then([&] { return hear(now); });
            if (!moved) {
                part(moved.error().detail, now);
                return;
            }
            if (now >= heard_at_ + kSilence) {
                part("no word from the card for three seconds", now);
            } else if (stage_ == Stage::shown && now >= beat_at_) {
                beat_at_ = now + kBeat;
                queue(huidu_packet(HuiduCommand::heartbeat_ask));
                static_cast<void>(push(now));  // What went wrong is met again at the next drive().
            }
        }
    }

    void connect(Instant now) {
        try_at_ = now + kTryAgain;
        auto line = TcpLine::to(card_);
        if (!line) {
            part(line.error().detail, now);
            return;
        }
        line_ = std::move(*line);
        reader_ = {};
        outgoing_.clear();
        answer_.clear();
        heard_at_ = now;
        stage_ = Stage::greeting;
        queue(huidu_version_ask());
    }

    void part(std::string why, Instant now) {
        line_.reset();
        stage_ = Stage::apart;
        try_at_ = std::max(try_at_, now + Milliseconds(1));
        health_.state = HealthState::lost;
        health_.detail = std::move(why);
    }

    void queue(const std::vector<std::uint8_t>& packet) {
        outgoing_.insert(outgoing_.end(), packet.begin(), packet.end());
    }

    Outcome push(Instant) {
        while (!outgoing_.empty()) {
            const auto went = line_->write(outgoing_);
            if (!went) {
                return tl::make_unexpected(went.error());
            }
            if (*went == 0) {
                break;
            }
            outgoing_.erase(outgoing_.begin(),
                            outgoing_.begin() + static_cast<std::ptrdiff_t>(*went));
        }
        return {};
    }

    Outcome hear(Instant now) {
        std::array<std::uint8_t, 2048> part{};
        for (auto got = line_->read(part);; got = line_->read(part)) {
            if (!got) {
                return tl::make_unexpected(got.error());
            }
            if (*got == 0) {
                return {};
            }
            heard_at_ = now;
            reader_.add(std::span(part).first(*got));
            while (const auto packet = reader_.next()) {
                if (auto taken = take(*packet); !taken) {
                    return taken;
                }
            }
            if (reader_.broken()) {
                return fail(Fault::garbled, "that is no Huidu card at the other end");
            }
        }
    }

    Outcome take(const HuiduPacket& packet) {
        switch (packet.command) {
            case HuiduCommand::version_answer:
                if (stage_ == Stage::greeting) {
                    stage_ = Stage::session;
                    queue(huidu_xml(huidu_session_xml()));
                }
                break;
            case HuiduCommand::xml_answer:
                return take_xml(packet.body);
            case HuiduCommand::heartbeat_ask:
                queue(huidu_packet(HuiduCommand::heartbeat_answer));
                break;
            case HuiduCommand::error:
                return fail(Fault::refused,
                            "the card refuses what it was sent (code " +
                                std::to_string(packet.body.empty() ? 0 : packet.body[0]) + ")");
            case HuiduCommand::heartbeat_answer:
            case HuiduCommand::version_ask:
            case HuiduCommand::xml_ask:
                break;
        }
        return {};
    }

    // An answer may come in several packets: total and offset stand before each part.
    Outcome take_xml(const std::vector<std::uint8_t>& body) {
        constexpr std::size_t kBefore = 8;
        if (body.size() < kBefore) {
            return fail(Fault::garbled, "an answer without its length");
        }
        std::uint32_t total = 0;
        for (unsigned i = 0; i < 4; ++i) {
            total |= static_cast<std::uint32_t>(body[i]) << (8U * i);
        }
        if (total > kAnswerMost) {
            return fail(Fault::garbled, "an answer longer than any");
        }
        answer_.append(body.begin() + kBefore, body.end());
        if (answer_.size() < total) {
            return {};
        }
        const std::string xml = std::exchange(answer_, {});
        if (stage_ == Stage::session) {
            session_ = huidu_attribute(xml, "sdk", "guid");
            if (session_.empty()) {
                return fail(Fault::garbled, "the card gave no session");
            }
            send_page();
            return {};
        }
        if (stage_ == Stage::sending && huidu_attribute(xml, "out", "method") == "AddProgram") {
            taken(huidu_attribute(xml, "out", "result"));
        }
        return {};
    }

    void taken(const std::string& result) {
        stage_ = Stage::shown;
        ++health_.frames;
        const bool good = result == "kSuccess";
        health_.state = good && lacking_.empty() ? HealthState::ok : HealthState::degraded;
        health_.detail = good ? lacking_ : "the card refuses the page: " + result;
        if (std::exchange(again_, false)) {
            send_page();
        }
    }

    void send_page() {
        TextPlan plan = plan_text(*page_, grid_, gate_);
        lacking_ = std::move(plan.lacking);
        std::vector<HuiduText> texts;
        const int rows = std::max(1, static_cast<int>(plan.rows.size()));
        const int height = size_.height / rows;
        for (int i = 0; i < std::ssize(plan.rows); ++i) {
            const TextRow& row = plan.rows[static_cast<std::size_t>(i)];
            texts.push_back({{0, i * height, size_.width, height},
                             row.bytes,
                             color_of(row),
                             glyph_,
                             row.scrolls});
        }
        stage_ = Stage::sending;
        queue(huidu_xml(huidu_program_xml(session_, name_, texts)));
    }

    Endpoint card_;
    Size size_;
    int glyph_;
    TextGrid grid_;
    std::string name_;
    Gate gate_{Charset::utf8};
    std::optional<Page> page_;
    std::unique_ptr<TcpLine> line_;
    HuiduReader reader_;
    std::vector<std::uint8_t> outgoing_;
    std::string answer_;
    std::string session_;
    std::string lacking_;
    Stage stage_ = Stage::apart;
    bool again_ = false;
    bool stopped_ = false;
    Instant try_at_{};
    Instant beat_at_{};
    Instant heard_at_{};
    Health health_{HealthState::lost, "not connected yet", 0};
};

}  // namespace

Result<std::unique_ptr<Board>> open_huidu_board(const Settings& settings,
                                                const Fittings& fittings) {
    if (auto known = only_known(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto to = needed_setting(settings, "to").and_then(address_of);
    const auto port = number_setting(settings, "port", {1, 65535}, kHuiduPort);
    const auto size = size_setting(settings, "size");
    const auto glyph = number_setting(settings, "glyph", {8, 64}, 16);
    for (const auto& wrong : {to.map([](auto) {}), port.map([](auto) {}), size.map([](auto) {}),
                              glyph.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    const auto grid = grid_of(*size, *glyph);
    if (!grid) {
        return tl::make_unexpected(grid.error());
    }
    return std::make_unique<HuiduBoard>(Endpoint{*to, static_cast<std::uint16_t>(*port)}, *size,
                                        *glyph, *grid, fittings.name);
}

}  // namespace hall::display
