// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/icons.h"

#include <algorithm>
#include <array>

namespace hall::screens {

namespace {

struct Named {
    std::string_view name;
    Icon icon;
};

// In the order of the names, for the search.
constexpr std::array kIcons{
    Named{"accessible", 0xE914},
    Named{"account_balance", 0xE84F},
    Named{"agriculture", 0xEA79},
    Named{"apps", 0xE5C3},
    Named{"arrow_back", 0xE5C4},
    Named{"arrow_downward", 0xE5DB},
    Named{"arrow_forward", 0xE5C8},
    Named{"article", 0xEF42},
    Named{"assignment_turned_in", 0xE862},
    Named{"badge", 0xEA67},
    Named{"balance", 0xEAF6},
    Named{"bedtime", 0xEF44},
    Named{"call", 0xE0B0},
    Named{"camera_alt", 0xE3B0},
    Named{"category", 0xE574},
    Named{"check", 0xE5CA},
    Named{"check_circle", 0xE86C},
    Named{"chevron_right", 0xE5CC},
    Named{"confirmation_number", 0xE638},
    Named{"construction", 0xEA3C},
    Named{"content_copy", 0xE14D},
    Named{"description", 0xE873},
    Named{"directions_car", 0xE531},
    Named{"directions_walk", 0xE536},
    Named{"elderly", 0xF21A},
    Named{"event", 0xE878},
    Named{"factory", 0xEBBC},
    Named{"family_restroom", 0xF1A2},
    Named{"favorite", 0xE87D},
    Named{"flash_on", 0xE3E7},
    Named{"gavel", 0xE90E},
    Named{"gpp_maybe", 0xF014},
    Named{"group", 0xE7EF},
    Named{"groups", 0xF233},
    Named{"health_and_safety", 0xE1D5},
    Named{"home", 0xE88A},
    Named{"hourglass_bottom", 0xEA5C},
    Named{"hourglass_top", 0xEA5B},
    Named{"info", 0xE88E},
    Named{"layers", 0xE53B},
    Named{"local_atm", 0xE53E},
    Named{"local_cafe", 0xE541},
    Named{"local_hospital", 0xE548},
    Named{"local_post_office", 0xE554},
    Named{"lock_clock", 0xEF57},
    Named{"medical_services", 0xF109},
    Named{"more_time", 0xEA5D},
    Named{"park", 0xEA63},
    Named{"payments", 0xEF63},
    Named{"people", 0xE7FB},
    Named{"person", 0xE7FD},
    Named{"phone", 0xE0CD},
    Named{"place", 0xE55F},
    Named{"print", 0xE8AD},
    Named{"print_disabled", 0xE9CF},
    Named{"qr_code_2", 0xE00A},
    Named{"real_estate_agent", 0xE73A},
    Named{"receipt_long", 0xEF6E},
    Named{"redo", 0xE15A},
    Named{"savings", 0xE2EB},
    Named{"schedule", 0xE8B5},
    Named{"school", 0xE80C},
    Named{"smartphone", 0xE32C},
    Named{"stairs", 0xF1A9},
    Named{"star", 0xE838},
    Named{"storefront", 0xEA12},
    Named{"support", 0xEF73},
    Named{"support_agent", 0xF0E2},
    Named{"task_alt", 0xE2E6},
    Named{"timer", 0xE425},
    Named{"today", 0xE8DF},
    Named{"touch_app", 0xE913},
    Named{"translate", 0xE8E2},
    Named{"verified", 0xEF76},
    Named{"warning", 0xE002},
    Named{"water_drop", 0xE798},
    Named{"wifi_off", 0xE648},
    Named{"work", 0xE8F9},
};

constexpr Icon kPlainTile = 0xE5C3;  // "apps"

const Named* find(std::string_view name) {
    const auto* found = std::ranges::lower_bound(kIcons, name, {}, &Named::name);
    return found != kIcons.end() && found->name == name ? found : nullptr;
}

}  // namespace

Icon icon_named(std::string_view name) noexcept {
    const Named* found = find(name);
    return found != nullptr ? found->icon : kPlainTile;
}

bool has_icon(std::string_view name) noexcept {
    return find(name) != nullptr;
}

std::string all_icons() {
    std::string text;
    for (const Named& named : kIcons) {
        text += utf8_of(named.icon);
    }
    return text;
}

std::string utf8_of(Icon icon) {
    const unsigned code = icon;
    return {static_cast<char>(0xE0U | (code >> 12U)),
            static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
            static_cast<char>(0x80U | (code & 0x3FU))};
}

}  // namespace hall::screens
