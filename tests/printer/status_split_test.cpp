// SPDX-License-Identifier: Apache-2.0
// Whatever a printer says and however the line cuts it up: the same words come out.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "printer/status.h"

using namespace hall::printer;

namespace {

using Said = std::vector<std::uint8_t>;

/// One thing that a printer says, and what is to be understood.
struct Word {
    Said bytes;
    std::string meaning;
};

std::string told(const Reply& reply) {
    const auto figure = [](std::uint8_t byte) { return std::to_string(static_cast<int>(byte)); };
    if (const auto* one = std::get_if<RealTimeReply>(&reply)) {
        return "T" + figure(static_cast<std::uint8_t>(one->question)) + ":" + figure(one->bits);
    }
    if (const auto* one = std::get_if<AutomaticStatus>(&reply)) {
        return "A" + figure(one->bytes[0]) + "," + figure(one->bytes[1]) + "," +
               figure(one->bytes[2]) + "," + figure(one->bytes[3]);
    }
    if (const auto* one = std::get_if<InOrderReply>(&reply)) {
        return "R" + figure(one->bits);
    }
    if (const auto* one = std::get_if<ProcessReply>(&reply)) {
        return "P" + std::string(one->key.data(), one->key.size());
    }
    if (const auto* one = std::get_if<OtherBlock>(&reply)) {
        return "B" + figure(one->head) + one->text;
    }
    return "S" + figure(std::get<Stray>(reply).byte);
}

std::uint8_t with(std::uint8_t fixed, std::uint8_t free_bits) {
    const auto any = *rc::gen::arbitrary<std::uint8_t>();
    return static_cast<std::uint8_t>(fixed | (any & free_bits));
}

// The fixed bits of each kind. Source: Epson ESC/POS reference, "Status transmission".
Word real_time(int question) {
    const std::uint8_t byte = with(0x12, 0x6C);
    return {{byte}, told(RealTimeReply{static_cast<RealTime>(question), byte})};
}

Word in_order() {
    const std::uint8_t byte = with(0x00, 0x0F);
    return {{byte}, told(InOrderReply{byte})};
}

Word automatic() {
    const AutomaticStatus status{{with(0x10, 0x6C), with(0x00, 0x6F), with(0x00, 0x6F), 0x0F}};
    return {{status.bytes.begin(), status.bytes.end()}, told(status)};
}

Word process() {
    ProcessReply reply{};
    for (char& one : reply.key) {
        one = *rc::gen::inRange('!', '~');
    }
    Said bytes(reply.key.size() + 3);
    bytes[0] = 0x37;
    bytes[1] = 0x22;
    std::copy(reply.key.begin(), reply.key.end(), bytes.begin() + 2);
    return {bytes, told(reply)};
}

Word other_block() {
    OtherBlock block{*rc::gen::element<std::uint8_t>(0x3B, 0x3D, 0x5F), {}};
    block.text = *rc::gen::container<std::string>(rc::gen::inRange('0', 'Z'));
    block.text.resize(std::min<std::size_t>(block.text.size(), 40));
    Said bytes{block.head};
    bytes.insert(bytes.end(), block.text.begin(), block.text.end());
    bytes.push_back(0);
    return {bytes, told(block)};
}

Word flow_control() {
    return {{*rc::gen::element<std::uint8_t>(0x11, 0x13)}, ""};
}

/// A whole conversation: every kind in any order, real-time questions asked in their turn.
struct Conversation {
    Said bytes;
    std::vector<std::string> meanings;
    ReplyStream asked;
};

Conversation any_conversation() {
    Conversation talk;
    for (const int kind : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6))) {
        Word word;
        if (kind == 0) {
            const int question = *rc::gen::inRange(1, 5);
            talk.asked.asked(static_cast<RealTime>(question));
            word = real_time(question);
        } else if (kind == 1) {
            talk.asked.asked_in_order();
            word = in_order();
        } else {
            word = kind == 2   ? automatic()
                   : kind == 3 ? process()
                   : kind == 4 ? other_block()
                               : flow_control();
        }
        talk.bytes.insert(talk.bytes.end(), word.bytes.begin(), word.bytes.end());
        if (!word.meaning.empty()) {
            talk.meanings.push_back(word.meaning);
        }
    }
    return talk;
}

/// Feeds `bytes` in pieces of random sizes and folds what comes out.
std::vector<std::string> hear_in_pieces(ReplyStream stream, const Said& bytes, State& state) {
    std::vector<std::string> heard;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto size =
            std::min<std::size_t>(*rc::gen::inRange<std::size_t>(1, 9), bytes.size() - at);
        for (const Reply& reply : stream.take(std::span(bytes).subspan(at, size))) {
            fold(reply, state);
            heard.push_back(told(reply));
        }
        at += size;
    }
    return heard;
}

}  // namespace

TEST_CASE("any split of anything a printer says gives the same answers and the same state",
          "[printer][status]") {
    CHECK(rc::check([] {
        const Conversation talk = any_conversation();
        State whole_state;
        std::vector<std::string> whole;
        ReplyStream stream = talk.asked;
        for (const Reply& reply : stream.take(talk.bytes)) {
            fold(reply, whole_state);
            whole.push_back(told(reply));
        }
        RC_ASSERT(whole == talk.meanings);
        RC_ASSERT(stream.open_real_time() == 0U);
        RC_ASSERT(stream.open_in_order() == 0);
        State state;
        RC_ASSERT(hear_in_pieces(talk.asked, talk.bytes, state) == whole);
        RC_ASSERT(state == whole_state);
    }));
}

TEST_CASE("no noise makes a printer seem well: what was not said stays unknown",
          "[printer][status]") {
    CHECK(rc::check([](const Said& noise) {
        // Nothing was asked, so only a status that the printer sends by itself may say anything.
        ReplyStream stream;
        State state;
        bool automatic_seen = false;
        for (const Reply& reply : stream.take(noise)) {
            automatic_seen = automatic_seen || std::holds_alternative<AutomaticStatus>(reply);
            RC_ASSERT(!std::holds_alternative<RealTimeReply>(reply));
            RC_ASSERT(!std::holds_alternative<InOrderReply>(reply));
            fold(reply, state);
        }
        RC_ASSERT(automatic_seen || state == State{});
    }));
}

TEST_CASE("noise before an answer delays it by less than one block and never turns it around",
          "[printer][status]") {
    CHECK(rc::check([](const Said& noise, std::uint8_t free_bits) {
        ReplyStream stream;
        (void)stream.take(noise);
        stream.asked(RealTime::paper);
        const auto answer = static_cast<std::uint8_t>(0x12 | (free_bits & 0x6C));
        // An answer is no text; so the worst that noise can be, the head of a block, ends at it.
        // (Bits 5 and 6 make it look like text: such an answer is lost inside a block, and asked
        // for again.)
        const auto replies = stream.take(std::array{answer});
        if ((answer & 0x60) == 0) {
            RC_ASSERT(replies.size() == 1U);
            RC_ASSERT(told(replies[0]) == told(RealTimeReply{RealTime::paper, answer}));
        } else {
            RC_ASSERT(replies.size() <= 1U);
        }
    }));
}
