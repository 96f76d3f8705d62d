// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/fonts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/screens/icons.h"
#include "sync/hall/floor_plan.h"
#include "sync/hall/notices.h"

namespace hall::screens {

namespace {

// Half a pixel of em is not seen.
constexpr float kSame = 0.5F;
// A glyph drawn larger than it was made looks worse than one drawn smaller.
constexpr float kEnlarged = 4.0F;
constexpr float kOtherWeight = 1000.0F;
// No glyph may have more than 65,536 pixels: ImGui 1.86 writes the bitmaps of its FreeType builder
// into blocks of 256 KiB, four bytes a pixel, and past the end of a block when one does not fit
// (imgui_freetype.cpp, BITMAP_BUFFERS_CHUNK_SIZE). A W of Inter Bold at this em has 58,000.
// Larger ones are drawn enlarged.
constexpr float kEmMost = 272;
constexpr float kIconMost = 240;

struct Size {
    float em;
    Weight weight;
    Characters characters;
};

constexpr std::array kSizes{
    Size{kCaption, Weight::regular, Characters::content},
    Size{kCaption, Weight::bold, Characters::content},
    Size{kBody, Weight::regular, Characters::content},
    Size{kBody, Weight::bold, Characters::content},
    Size{kLabel, Weight::bold, Characters::content},
    Size{kTitle, Weight::bold, Characters::content},
    Size{kHeading, Weight::bold, Characters::content},
    Size{kDisplay, Weight::bold, Characters::phrases},
    Size{kClock, Weight::bold, Characters::digits},
    Size{kFigure, Weight::bold, Characters::digits},
    Size{kNumber, Weight::bold, Characters::digits},
    Size{kIconSmall, Weight::regular, Characters::icons},
    Size{kIconMedium, Weight::regular, Characters::icons},
    Size{kIconLarge, Weight::regular, Characters::icons},
    Size{kIconHuge, Weight::regular, Characters::icons},
};

float distance(const FaceWanted& face, float em_px, Weight weight) {
    const float over = face.em_px - em_px;
    const float off = over >= -kSame ? std::max(0.0F, over) : -over * kEnlarged;
    return off + (face.weight == weight ? 0.0F : kOtherWeight);
}

void add(std::string& all, const Text& text) {
    all += text.hant;
    all += text.hans;
    all += text.en;
}

void add_content(std::string& all, const Content& content) {
    for (const Item& item : content.catalogue.items) {
        add(all, item.name);
        add(all, item.result);
        for (const Text& text : item.basis) {
            add(all, text);
        }
        for (const Text& text : item.steps) {
            add(all, text);
        }
        for (const Material& material : item.materials) {
            add(all, material.name);
        }
        for (const FeeLine& fee : item.fees) {
            add(all, fee.name);
            add(all, fee.per);
        }
        all += item.id.value + item.catalog_code + item.currency;
    }
    for (const Queue& queue : content.hall.queues) {
        add(all, queue.name);
    }
    for (const Counter& counter : content.hall.counters) {
        add(all, counter.name);
    }
    for (const PriorityClass& one : content.hall.priority_classes) {
        add(all, one.name);
    }
    for (const Clerk& clerk : content.hall.clerks) {
        add(all, clerk.label);
        add(all, clerk.post);
    }
    if (content.plan) {
        for (const PlanFloor& floor : content.plan->floors) {
            for (const PlanRoom& room : floor.rooms) {
                add(all, room.name);
            }
        }
    }
    if (content.notices) {
        for (const Notice& notice : content.notices->notices) {
            add(all, notice.title);
            add(all, notice.body);
            for (const Text& point : notice.points) {
                add(all, point);
            }
        }
    }
    for (const Category& event : content.catalogue.events) {
        add(all, event.name);
    }
    for (const Department& department : content.catalogue.departments) {
        add(all, department.name);
        add(all, department.short_name);
    }
}

// Words of the service's pages, which no kiosk ever draws: they would take a third of the atlas.
bool is_for_browsers(std::string_view key) {
    static constexpr std::array<std::string_view, 11> kGroups{
        "book.", "case.",  "clerk.", "desk.",  "figures.", "manage.",
        "page.", "phone.", "setup.", "stats.", "tablet."};
    return std::ranges::any_of(kGroups, [&](std::string_view one) { return key.starts_with(one); });
}

}  // namespace

const Face* Fonts::pick(float em_px, Weight weight, Characters characters) const noexcept {
    const Face* best = nullptr;
    for (const Face& face : faces) {
        if (face.wanted.characters == characters &&
            (best == nullptr ||
             distance(face.wanted, em_px, weight) < distance(best->wanted, em_px, weight))) {
            best = &face;
        }
    }
    return best;
}

std::vector<FaceWanted> faces_wanted(const Theme& theme) {
    std::vector<FaceWanted> wanted;
    for (const Size& size : kSizes) {
        const float most = size.characters == Characters::icons ? kIconMost : kEmMost;
        const FaceWanted face{std::min(most, std::round(theme.px(size.em))), size.weight,
                              size.characters};
        if (std::ranges::find(wanted, face) == wanted.end()) {
            wanted.push_back(face);
        }
    }
    return wanted;
}

std::string characters_of(Characters characters, const Content& content, const Phrases& phrases) {
    std::string all = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:-–";
    switch (characters) {
        case Characters::icons:
            return all_icons();
        case Characters::digits:
            return all;
        case Characters::content:
            add_content(all, content);
            break;
        case Characters::phrases:
            break;
    }
    for (char c = ' '; c <= '~'; ++c) {
        all += c;
    }
    // What dates are made of, and what the pages themselves join words with.
    all += "一丨丿丶乛≤年月日星期一二三四五六·–…→，。、：（）「」";
    for (const std::string_view key : phrases.keys()) {
        if (!is_for_browsers(key)) {
            add(all, phrases.text(key));
        }
    }
    add(all, content.hall.name);
    add(all, content.hall.address);
    for (const Category& category : content.catalogue.categories) {
        add(all, category.name);
    }
    for (const Floor& floor : content.hall.floors) {
        add(all, floor.name);
    }
    for (const Zone& zone : content.hall.zones) {
        add(all, zone.name);
    }
    return all;
}

}  // namespace hall::screens
