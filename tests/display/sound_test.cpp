// SPDX-License-Identifier: Apache-2.0
// Clips, where they come from, and loudspeakers.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "display/picture.h"
#include "display/voice/announcer.h"
#include "display/voice/synth.h"
#include "tests/display/decoders/ear.h"
#include "tests/display/fixtures.h"

using namespace hall::voice;
using namespace hall::display::test;
using hall::display::Fault;
using hall::display::HealthState;
using hall::display::Settings;

namespace {

Clip tone(double hertz, double seconds) {
    Clip clip;
    for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
        clip.samples.push_back(
            static_cast<std::int16_t>(std::lround(9000 * std::sin(i * hertz * 6.2832 / kRate))));
    }
    return clip;
}

std::vector<std::uint8_t> bytes(const std::string& path) {
    const std::string text = bytes_of(path);
    return {text.begin(), text.end()};
}

Clip played(const std::string& path) {
    const auto clip = clip_of_wav(bytes(path));
    REQUIRE(clip);
    return *clip;
}

// A voice of tones: every token of Mandarin as a recording of its own.
void record_all(const std::string& folder) {
    std::filesystem::create_directories(folder + "/cmn");
    double hertz = 200;
    for (const std::string& token : all_tokens(Tongue::mandarin)) {
        REQUIRE(hall::display::write_whole(folder + "/cmn/" + token + ".wav",
                                           wav_of(tone(hertz, 0.2))));
        hertz += 37;
    }
}

Ear taught(const std::string& folder) {
    Ear ear;
    for (const std::string& token : all_tokens(Tongue::mandarin)) {
        const Clip clip = played(folder + "/cmn/" + token + ".wav");
        const std::array one{&clip};
        ear.learn(token, joined(one, 100).samples);
    }
    for (const auto& [name, kind] :
         {std::pair{"chime", Chime::full}, std::pair{"ding", Chime::brief}}) {
        const Clip clip = chime(kind);
        const std::array one{&clip};
        ear.learn(name, joined(one, 100).samples);
    }
    return ear;
}

std::string words(const std::vector<Heard>& heard) {
    std::string text;
    for (const Heard& one : heard) {
        text += (text.empty() ? "" : " ") + one.word;
    }
    return text;
}

ZonePlan plan_of(Settings settings) {
    auto plan = zone_plan(settings, "hall", "");
    REQUIRE(plan);
    return std::move(*plan);
}

}  // namespace

TEST_CASE("a clip written as WAV comes back sample by sample", "[voice]") {
    const Clip clip = tone(440, 0.1);
    const auto back = clip_of_wav(wav_of(clip));
    REQUIRE(back);
    CHECK(back->samples == clip.samples);
}

TEST_CASE("a recording of another kind is refused with the way to make it right", "[voice]") {
    auto wav = wav_of(tone(440, 0.01));
    wav[22] = 2;  // Stereo.
    const auto stereo = clip_of_wav(wav);
    REQUIRE_FALSE(stereo);
    CHECK(stereo.error().code == Fault::cannot_say);
    CHECK(stereo.error().detail.find("sox") != std::string::npos);
    CHECK_FALSE(clip_of_wav({}));
    for (std::size_t length = 0; length < 44; ++length) {
        const auto whole = wav_of(tone(440, 0.01));
        CHECK_FALSE(clip_of_wav(std::span(whole).first(length)));
    }
    Clip long_one;
    long_one.samples.resize(std::size_t{31} * kRate);
    CHECK_FALSE(clip_of_wav(wav_of(long_one)));
}

TEST_CASE("every clip is as loud as the next, and begins at once", "[voice]") {
    Clip quiet;
    quiet.samples.resize(kRate / 2);
    for (const std::int16_t sample : tone(300, 0.3).samples) {
        quiet.samples.push_back(static_cast<std::int16_t>(sample / 8));
    }
    const Clip cut = trimmed(quiet);
    CHECK(cut.length() < Milliseconds(330));
    const Clip loud = trimmed(tone(300, 0.3));
    const int peak = *std::ranges::max_element(cut.samples);
    CHECK(std::abs(peak - *std::ranges::max_element(loud.samples)) < 200);
    CHECK(trimmed(Clip{std::vector<std::int16_t>(1000, 0)}).samples.empty());
}

TEST_CASE("the chime is heard, does not clip, and is brief when many wait", "[voice]") {
    for (const Chime kind : {Chime::full, Chime::brief}) {
        const Clip clip = chime(kind);
        const int peak = *std::ranges::max_element(clip.samples);
        CHECK(peak > 4000);
        CHECK(peak < 32767);
        CHECK(std::abs(clip.samples.back()) < 50);
    }
    CHECK(chime(Chime::brief).length() < Milliseconds(400));
    CHECK(chime(Chime::none).samples.empty());
}

TEST_CASE("a recorded voice speaks in the place of the made one, token by token", "[voice]") {
    const Folder home;
    std::filesystem::create_directories(home.file("own/cmn"));
    REQUIRE(hall::display::write_whole(home.file("own/cmn/please.wav"), wav_of(tone(500, 0.2))));
    ClipStore store{{home.file("own"), home.file("made")}, {Tongue::mandarin}};
    store.prepare_all();
    CHECK(store.faults().empty());
    REQUIRE(store.find(Tongue::mandarin, "please") != nullptr);
    CHECK(store.find(Tongue::mandarin, "please")->samples == tone(500, 0.2).samples);
    REQUIRE(store.find(Tongue::mandarin, "number") != nullptr);
    CHECK(std::filesystem::exists(home.file("made/1/cmn/number.wav")));
    CHECK_FALSE(std::filesystem::exists(home.file("made/1/cmn/please.wav")));

    // What was made once is read, not made again: no synthesizer is needed any more.
    ClipStore second{{home.file("own"), home.file("made"), "/nowhere/espeak"}, {Tongue::mandarin}};
    second.prepare_all();
    CHECK(second.faults().empty());
    CHECK(second.say({"A012", 3}, Tongue::mandarin, Chime::full, 100));
}

TEST_CASE("without a synthesizer and without recordings the voice says what is missing",
          "[voice]") {
    ClipStore store{{"", "", "/nowhere/espeak"}, {Tongue::mandarin}};
    store.prepare_all();
    REQUIRE(store.faults().size() == 1);  // Once, not for every token.
    CHECK(store.faults()[0].find("Debian: espeak-ng") != std::string::npos);
    // A number with a digit missing is not said at all.
    CHECK_FALSE(store.say({"A012", 3}, Tongue::mandarin, Chime::full, 100));
}

TEST_CASE("a synthesizer that never ends or gives no sound is a fault, not a hang", "[voice]") {
    const auto fails = synthesize("false", {"v", "x"});
    REQUIRE_FALSE(fails);
    CHECK(fails.error().code == Fault::cannot_say);
    const Folder home;
    std::ofstream(home.file("slow")) << "#!/bin/sh\nexec sleep 60\n";
    std::filesystem::permissions(home.file("slow"), std::filesystem::perms::owner_all);
    const auto slow = synthesize(home.file("slow"), {"v", "x"});
    REQUIRE_FALSE(slow);
    CHECK(slow.error().code == Fault::no_answer);
}

TEST_CASE("Mandarin tones and Cantonese syllables are what the lexicon says", "[voice]") {
    const auto phonemes = [](Tongue tongue, const char* token) {
        const auto reading = reading_of(token, tongue);
        return output_of("espeak-ng -q -x -v " + reading->voice + " '" + reading->text + "'");
    };
    const std::map<std::string, std::string> mandarin{
        {"0", "35"},      {"1", "55"},      {"2", "51"}, {"3", "55"}, {"4", "51"},
        {"5", "214"},     {"6", "51"},      {"7", "55"}, {"8", "55"}, {"9", "21"},
        {"please", "21"}, {"number", "51"}, {"to", "51"}};
    for (const auto& [token, tone] : mandarin) {
        INFO(token);
        CHECK(phonemes(Tongue::mandarin, token.c_str()).find(tone) != std::string::npos);
    }
    const std::map<std::string, std::string> cantonese{
        {"please", "c'ing2"}, {"0", "l'ing4"},    {"5", "'ng5"},
        {"9", "g'au2"},       {"floor", "l'au4"}, {"counter", "h'ou6_| c'oeng1_| h'au2"}};
    for (const auto& [token, said] : cantonese) {
        INFO(token);
        CHECK(phonemes(Tongue::cantonese, token.c_str()).find(said) != std::string::npos);
    }
}

TEST_CASE("a loudspeaker of air keeps what was played, pauses included", "[voice]") {
    const Folder home;
    auto speaker = open_file_loudspeaker(home.file("hall.wav"));
    REQUIRE(speaker);
    const Clip clip = tone(400, 0.5);
    REQUIRE((*speaker)->play(clip, at(0)));
    CHECK((*speaker)->silent_at(at(0)) == at(500));
    CHECK((*speaker)->silent_at(at(700)) == at(700));
    REQUIRE((*speaker)->play(clip, at(1500)));
    CHECK(played(home.file("hall.wav")).length() == Milliseconds(2000));
    REQUIRE((*speaker)->play(clip, at(60'000)));  // A quiet minute is two seconds in the file.
    CHECK(played(home.file("hall.wav")).length() == Milliseconds(4500));
    CHECK_FALSE(open_file_loudspeaker("/nowhere/hall.wav"));
}

TEST_CASE("two voices at once would be heard as such", "[voice]") {
    const Folder home;
    record_all(home.file("own"));
    const Ear ear = taught(home.file("own"));
    auto speaker = open_file_loudspeaker(home.file("hall.wav"));
    REQUIRE(speaker);
    const Clip one = played(home.file("own/cmn/please.wav"));
    const std::array row{&one};
    REQUIRE((*speaker)->play(joined(row, 100), at(0)));
    CHECK(words(ear.listen(played(home.file("hall.wav")).samples)) == "please");
    REQUIRE((*speaker)->play(joined(row, 100), at(90)));
    CHECK(words(ear.listen(played(home.file("hall.wav")).samples)) == "?");
}

TEST_CASE("a call is heard as chime and phrase, twice, and then it is quiet", "[voice]") {
    const Folder home;
    record_all(home.file("own"));
    std::vector<std::string> captions;
    AnnouncerEars ears;
    ears.saying = [&](std::size_t, const std::optional<Say>& say) {
        captions.push_back(say ? say->phrase.number : "");
    };
    Announcer announcer{{plan_of({{"clips", home.file("own")},
                                  {"synthesizer", "/nowhere/espeak"},
                                  {"output", "file"},
                                  {"folder", home.path()}})},
                        {},
                        std::move(ears)};
    Instant now = at(0);
    while (announcer.tick(now) <= now) {
    }
    announcer.take(0, Wanted{"t1", {"A012", 17}, now}, now);
    for (int i = 0; i < 100 && (captions.empty() || !captions.back().empty()); ++i) {
        now = announcer.tick(now);
    }
    CHECK(words(taught(home.file("own")).listen(played(home.file("hall.wav")).samples)) ==
          "chime please A 0 1 2 number to 10 7 counter "
          "please A 0 1 2 number to 10 7 counter");
    CHECK(captions == std::vector<std::string>{"A012", "A012", ""});
    CHECK(announcer.health(now)[0].lag.said == 1);
}

TEST_CASE("quiet hours and the volume go by the hall's clock", "[voice]") {
    const Folder home;
    record_all(home.file("own"));
    int minute = 12 * 60;
    std::vector<int> percents;
    std::size_t left_out = 0;
    AnnouncerEars ears;
    ears.saying = [&](std::size_t, const std::optional<Say>& say) {
        if (say) {
            percents.push_back(say->percent);
        }
    };
    ears.left_out = [&](std::size_t, const LeftOut&) { ++left_out; };
    Announcer announcer{{plan_of({{"clips", home.file("own")},
                                  {"output", "none"},
                                  {"times", "1"},
                                  {"volume_from", "07:30 80,13:00 40,18:00 0"}})},
                        [&](Instant) { return minute; },
                        std::move(ears)};
    Instant now = at(0);
    while (announcer.tick(now) <= now) {
    }
    const auto call = [&](const char* key) {
        announcer.take(0, Wanted{key, {"A012", 3}, now}, now);
        for (int i = 0; i < 20; ++i) {
            now = std::max(announcer.tick(now), now + Milliseconds(1));
        }
    };
    call("noon");
    minute = 14 * 60;
    call("afternoon");
    minute = 6 * 60;  // Before the first step the last still holds.
    call("night");
    CHECK(percents == std::vector<int>{80, 40});
    CHECK(left_out == 1);
}

TEST_CASE("a loudspeaker that cannot be opened is lost, and tried again", "[voice]") {
    const Folder home;
    record_all(home.file("own"));
    Announcer announcer{
        {plan_of(
            {{"clips", home.file("own")}, {"output", "file"}, {"folder", home.file("later")}})},
        {},
        {}};
    Instant now = at(0);
    while (announcer.tick(now) <= now) {
    }
    CHECK(announcer.health(now)[0].health.state == HealthState::lost);
    announcer.take(0, Wanted{"t1", {"A012", 3}, now}, now);
    CHECK(announcer.health(now)[0].lag.left_out == 1);
    std::filesystem::create_directories(home.file("later"));
    (void)announcer.tick(at(3000));
    CHECK(announcer.health(at(3000))[0].health.state == HealthState::unverifiable);
}

TEST_CASE("a voice that is more than a minute behind says so", "[voice]") {
    const Folder home;
    record_all(home.file("own"));
    Announcer announcer{
        {plan_of({{"clips", home.file("own")}, {"output", "none"}, {"times", "1"}})}, {}, {}};
    Instant now = at(0);
    while (announcer.tick(now) <= now) {
    }
    for (int i = 0; i < 40; ++i) {
        announcer.take(0, Wanted{std::to_string(i), {"A0" + std::to_string(10 + i), 3}, now}, now);
    }
    CHECK(announcer.health(now)[0].health.state == HealthState::unverifiable);
    while (now < at(62'000)) {
        now = std::max(announcer.tick(now), now + Milliseconds(1));
    }
    CHECK(announcer.health(now)[0].health.state == HealthState::degraded);
    CHECK(announcer.health(now)[0].health.detail.find("calls wait, the first for 60 s") !=
          std::string::npos);
}

TEST_CASE("a misspelt setting of a voice is an error that names it", "[voice]") {
    for (const Settings& wrong : {Settings{{"lanugages", "cmn"}}, Settings{{"languages", "nan"}},
                                  Settings{{"languages", "cmn,cmn"}}, Settings{{"times", "0"}},
                                  Settings{{"volume_from", "7 80"}}}) {
        const auto plan = zone_plan(wrong, "hall", "");
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == Fault::bad_settings);
        CHECK(plan.error().detail.find(wrong.begin()->first) != std::string::npos);
    }
    CHECK_FALSE(open_loudspeaker({{"output", "file"}}, "hall"));
    CHECK_FALSE(open_loudspeaker({{"output", "loud"}}, "hall"));
}
