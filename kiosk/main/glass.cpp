// SPDX-License-Identifier: Apache-2.0
#include "kiosk/main/glass.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::kiosk {

namespace {

using namespace std::chrono_literals;

// The screens' sets of letters, in the order in which the plan lists them.
constexpr std::array kLetters{screens::Characters::content, screens::Characters::phrases,
                              screens::Characters::digits, screens::Characters::icons};

// A quick typist's two thumbs are 80 ms apart; a trembling finger's bounce is over in half of that.
constexpr auto kTypingDebounce = 60ms;

// Two hands at most.
constexpr std::size_t kHeldMost = 4;

// The clock shows minutes.
constexpr auto kIdle = 1s;

platform::Cut cut_of(const screens::FaceWanted& wanted) {
    const auto weight =
        wanted.weight == screens::Weight::bold ? platform::Weight::bold : platform::Weight::regular;
    const auto letters =
        static_cast<std::size_t>(std::ranges::find(kLetters, wanted.characters) - kLetters.begin());
    switch (wanted.characters) {
        case screens::Characters::content:
        case screens::Characters::phrases:
            return {weight, wanted.em_px, platform::Role::text, letters};
        case screens::Characters::digits:
            return {weight, wanted.em_px, platform::Role::digits, letters};
        case screens::Characters::icons:
            return {weight, wanted.em_px, platform::Role::icon, letters};
    }
    return {};
}

platform::Script script_of(Language language) {
    return language == Language::zh_hans ? platform::Script::hans : platform::Script::hant;
}

screens::Gesture gesture_of(input::GestureKind kind) {
    switch (kind) {
        case input::GestureKind::press:
            return screens::Gesture::press;
        case input::GestureKind::tap:
            return screens::Gesture::tap;
        case input::GestureKind::drag:
            return screens::Gesture::drag;
        case input::GestureKind::release:
            return screens::Gesture::release;
        case input::GestureKind::fling:
            return screens::Gesture::fling;
        case input::GestureKind::cancel:
            return screens::Gesture::cancel;
        case input::GestureKind::pinch:
            return screens::Gesture::pinch;
    }
    return screens::Gesture::cancel;
}

screens::Key key_of(input::Key key) {
    switch (key) {
        case input::Key::next:
            return screens::Key::next;
        case input::Key::previous:
            return screens::Key::previous;
        case input::Key::ok:
            return screens::Key::ok;
        case input::Key::back:
            return screens::Key::back;
        case input::Key::repeat:
            return screens::Key::repeat;
        case input::Key::louder:
            return screens::Key::louder;
        case input::Key::softer:
            return screens::Key::softer;
        case input::Key::plugged:
            return screens::Key::plugged;
        case input::Key::pulled:
            return screens::Key::pulled;
    }
    return screens::Key::repeat;
}

}  // namespace

platform::Result<std::unique_ptr<Glass>> Glass::open(GlassSettings settings, const View& view) {
    auto stage = platform::Stage::open(settings.stage);
    if (!stage) {
        return tl::make_unexpected(stage.error());
    }
    settings.panel.width_px = (*stage)->extent().width;
    settings.panel.height_px = (*stage)->extent().height;
    std::unique_ptr<Glass> glass{new Glass(std::move(settings), std::move(*stage))};
    auto atlas = platform::GlyphAtlas::build(glass->settings_.fonts->for_screen(),
                                             glass->plan(view, Language::zh_hant));
    if (!atlas) {
        return tl::make_unexpected(atlas.error());
    }
    glass->letters_of_ = view.content;
    glass->faces_of_ = screens::faces_wanted(glass->screens_.theme());
    if (auto used = glass->use(std::move(*atlas)); !used) {
        return tl::make_unexpected(used.error());
    }
    return glass;
}

Glass::Glass(GlassSettings settings, std::unique_ptr<platform::Stage> stage)
    : settings_(std::move(settings)),
      stage_(std::move(stage)),
      screens_(screens::Theme{settings_.panel}, settings_.fresh_touch, settings_.han),
      gestures_(rules()) {
    if (settings_.speaker) {
        screens_.give_voice();
    }
    skin_ = {&fonts_, [this](const Picture& picture) { return texture_of(picture); }};
    atlases_ = std::make_unique<platform::AtlasWorker>(settings_.fonts->for_screen(),
                                                       [this] { stage_->wake(); });
}

input::GestureRules Glass::rules() const {
    input::GestureRules rules{.slop_px = input::slop_for(1.0F / settings_.panel.px_per_mm())};
    if (screens_.typing()) {
        rules.debounce = kTypingDebounce;
    }
    rules.pinch = screens_.pinching();
    return rules;
}

screens::Instant Glass::now() const {
    return std::chrono::duration_cast<screens::Instant>(std::chrono::steady_clock::now() -
                                                        settings_.stage.started);
}

platform::AtlasPlan Glass::plan(const View& view, Language language) const {
    platform::AtlasPlan plan;
    plan.script = script_of(language);
    plan.side_max = stage_->renderer().side_max();
    for (const screens::Characters kind : kLetters) {
        plan.letters.emplace_back(screens::characters_of(kind, *view.content, *view.phrases));
    }
    for (const screens::FaceWanted& wanted : screens::faces_wanted(screens_.theme())) {
        plan.cuts.push_back(cut_of(wanted));
    }
    return plan;
}

platform::Outcome Glass::use(std::unique_ptr<platform::GlyphAtlas> atlas) {
    fonts_.faces.clear();
    for (const screens::FaceWanted& wanted : screens::faces_wanted(screens_.theme())) {
        const platform::Cut cut = cut_of(wanted);
        const platform::Face face = atlas->face(cut.weight, cut.em, cut.role);
        // By the size it has: an atlas that was asked for before the print became large is scaled.
        fonts_.faces.push_back({{face.em, wanted.weight, wanted.characters}, face.font});
    }
    const platform::ShadowPlace& place = atlas->shadow();
    fonts_.shadow = {{place.uv0.x, place.uv0.y},
                     {place.uv1.x, place.uv1.y},
                     static_cast<float>(place.tile.size),
                     static_cast<float>(place.tile.blur),
                     static_cast<float>(place.tile.radius)};
    script_ = atlas->script();
    return stage_->use(std::move(atlas));
}

// Traditional and simplified characters of one code point differ in shape, so each has an atlas;
// the old one stays on the glass until the new one is ready.
void Glass::change_script(const View& view) {
    if (auto built = atlases_->take(); built && *built) {
        (void)use(std::move(**built));  // What does not fit the renderer leaves the old one.
        stage_->forget();
    }
    const Language language = screens_.visit().language;
    const bool is_new = letters_of_ != view.content;  // Documents with letters of their own.
    const bool is_other = script_of(language) != script_ && asked_script_ != script_of(language);
    auto faces = screens::faces_wanted(screens_.theme());
    if (is_new || is_other || faces != faces_of_) {
        faces_of_ = std::move(faces);
        letters_of_ = view.content;
        asked_script_ = script_of(language);
        atlases_->ask(plan(view, language));
    }
    if (script_of(language) == script_) {
        asked_script_.reset();
    }
}

void* Glass::texture_of(const Picture& picture) {
    for (const Texture& known : textures_) {
        if (known.width == picture.width && known.bits == picture.bits) {
            return known.picture.id;
        }
    }
    const platform::ImageView image{platform::ImageKind::bits, picture.width, picture.height,
                                    std::as_bytes(std::span<const std::uint8_t>(picture.bits))};
    const auto added = stage_->renderer().add(image);
    if (!added) {
        return nullptr;
    }
    textures_.push_back({picture.width, picture.bits, *added});
    return added->id;
}

void Glass::forget_pictures() {
    for (const Texture& texture : textures_) {
        stage_->renderer().remove(texture.picture);
    }
    textures_.clear();
}

void Glass::draw(const View& view) {
    change_script(view);
    if (!view.issued && !textures_.empty() &&
        screens_.visit().place().kind != screens::PlaceKind::issued) {
        forget_pictures();
    }
    screens_.draw(stage_->begin_frame(), skin_, view, now());
    (void)stage_->end_frame();  // The same picture twice costs nothing and is no fault.
}

void Glass::speak() {
    const auto utterance = screens_.take_utterance();
    if (!utterance || !settings_.speaker) {
        return;
    }
    if (utterance->text.empty()) {
        settings_.speaker->hush();
        return;
    }
    const auto voice =
        utterance->language == Language::en ? platform::Voice::english : platform::Voice::mandarin;
    settings_.speaker->say(utterance->text, voice, utterance->volume);
}

void Glass::scanned(std::string text) {
    {
        const std::lock_guard lock{held_mutex_};
        if (codes_.size() < kHeldMost) {
            codes_.push_back(std::move(text));
        }
    }
    wake();
}

void Glass::read_card(std::string number) {
    {
        const std::lock_guard lock{held_mutex_};
        if (cards_.size() < kHeldMost) {
            cards_.push_back(std::move(number));
        }
    }
    wake();
}

void Glass::take_held(const View& view, const std::function<void(Command)>& send) {
    std::vector<std::string> codes;
    std::vector<std::string> cards;
    {
        const std::lock_guard lock{held_mutex_};
        codes.swap(codes_);
        cards.swap(cards_);
    }
    for (const std::string& code : codes) {
        for (Command& command : screens_.scan(code, view, now())) {
            send(std::move(command));
        }
    }
    for (const std::string& card : cards) {
        for (Command& command : screens_.read_card(card, view, now())) {
            send(std::move(command));
        }
    }
}

bool Glass::turn(const std::function<std::shared_ptr<const View>()>& view,
                 const std::function<void(Command)>& send) {
    auto limit = std::chrono::milliseconds{kIdle};
    if (const auto wake = screens_.wake(now())) {
        limit = std::clamp(*wake - now(), std::chrono::milliseconds{0}, limit);
    }
    const platform::Happenings happened = stage_->wait(limit);
    lost_ = happened.lost;
    if (happened.quit || lost_) {
        return false;
    }
    if (happened.exposed) {
        stage_->forget();
    }
    const auto seen = view();
    const auto handle = [&](const screens::Event& event) {
        for (Command& command : screens_.handle(event, *seen)) {
            send(std::move(command));
        }
    };
    gestures_.use(rules());
    for (const input::Touch& touch : happened.touches) {
        for (const input::Gesture& gesture : gestures_.feed(touch)) {
            handle({gesture_of(gesture.kind),
                    {gesture.x, gesture.y},
                    {gesture.dx, gesture.dy},
                    {gesture.vx, gesture.vy},
                    now(),
                    gesture.scale});
        }
    }
    take_held(*seen, send);
    for (const input::Key key : happened.keys) {
        for (Command& command : screens_.key(key_of(key), *seen, now())) {
            send(std::move(command));
        }
    }
    handle({.gesture = screens::Gesture::tick, .when = now()});
    draw(*seen);
    speak();
    return true;
}

std::string Glass::targets() const {
    std::string text;
    for (const screens::Node* node : screens_.semantics().focus_order()) {
        text += node->id + "\t" + std::to_string(node->visible.x) + "\t" +
                std::to_string(node->visible.y) + "\t" + std::to_string(node->visible.w) + "\t" +
                std::to_string(node->visible.h) + "\t" + node->label.en + "\n";
    }
    return text;
}

}  // namespace hall::kiosk
